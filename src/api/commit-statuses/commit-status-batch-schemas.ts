import { Type } from 'typebox';
import type { CommitStatusRules } from '../../domain/commit-status.ts';
import { commitDescription, ErrorAnswer } from '../schemas.ts';
import { commitStatusExample } from './commit-status-example.ts';
import { CommitStatusAnswer, commitStatusBody } from './commit-status-schemas.ts';

/** A transaction of so many takes some dozen milliseconds, for which others who write may have to wait. */
const listOptions = { minItems: 1, maxItems: 1000 };

const { key, state, description, url, commit } = commitStatusExample;

/** It works as it stands on a fresh `signalbox dev`. */
const example = {
  statuses: [
    { commit: commit.hash, key, state, description, url },
    { commit: commit.hash, key: 'LINT', state: 'INPROGRESS' },
  ],
};

/** One status of a batch: the body that would create or overwrite it alone, and its commit. */
export function batchItem(rules: CommitStatusRules) {
  return Type.Object({
    commit: Type.String({ minLength: 1, description: commitDescription }),
    ...commitStatusBody(rules).properties,
  });
}

/** What a batch is held to as a whole. */
export const AnyBatch = Type.Object({ statuses: Type.Array(Type.Unknown(), listOptions) });

/** The same, with what is asked of each of its statuses. */
export function batchOf(item: ReturnType<typeof batchItem>) {
  return Type.Object({ statuses: Type.Array(item, listOptions) }, { examples: [example] });
}

const members = {
  type: Type.Literal('commit_status_batch'),
  created: Type.Integer({ description: 'How many are new.' }),
  updated: Type.Integer({ description: 'How many overwrote one with the same key.' }),
  refused: Type.Integer({ description: 'How many were not stored.' }),
  values: Type.Array(
    Type.Object({
      status: Type.Integer({ description: 'The HTTP status that it would have been answered with alone.' }),
      superseded: Type.Optional(
        Type.Literal(true, { description: 'It came too late, from an older build: `commit_status` is what stands.' }),
      ),
      commit_status: Type.Optional(CommitStatusAnswer),
      error: Type.Optional(ErrorAnswer.properties.error),
    }),
    { description: 'What became of each, in the order of the request: `commit_status` or `error`.' },
  ),
};

const stored = { status: 201, commit_status: commitStatusExample };

const wrongState =
  'Select a valid choice. GREEN is not one of the available choices: SUCCESSFUL, FAILED, INPROGRESS, STOPPED.';

const refused = { status: 400, error: { message: `state: ${wrongState}`, fields: { state: [wrongState] } } };

export const StoredBatch = Type.Object(members, {
  description: 'All were stored.',
  examples: [{ type: 'commit_status_batch', created: 1, updated: 0, refused: 0, values: [stored] }],
});

export const PartlyRefusedBatch = Type.Object(members, {
  description: 'Some were refused, or all; the others were stored.',
  examples: [{ type: 'commit_status_batch', created: 1, updated: 0, refused: 1, values: [stored, refused] }],
});
