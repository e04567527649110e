import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BuildState } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../../src/domain/commit-status.ts';
import { judgeReport, type Standing } from '../../src/domain/judge-report.ts';
import type { StatusEvent } from '../../src/domain/status-event.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../src/store/commit-status-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };

interface Told {
  readonly isUpdate?: boolean;
  readonly key?: string;
  readonly state: BuildState;
  readonly description?: string;
  readonly author?: string;
  readonly buildNumber?: number | undefined;
}

let at = 0;
function toChange(repositoryId: number, told: Told): CommitStatusReplacement | CommitStatusUpdate {
  at += 1;
  const { isUpdate, key = 'ci', state, description = '', author = 'jenkins', buildNumber } = told;
  const change = { repositoryId, commit, key, author, buildNumber, at };
  if (isUpdate) return { ...change, kind: 'update', members: { state, description } };
  return { ...change, kind: 'replace', uuid: newUuid(), content: { state, description, name: key, url: '' } };
}

function write({ commitStatuses }: Store, change: CommitStatusReplacement | CommitStatusUpdate) {
  return change.kind === 'update'
    ? commitStatuses.updateCommitStatus(change)
    : commitStatuses.replaceCommitStatus(change);
}

/** What must come of the changes, one after the other, by the rules alone. */
function play(changes: readonly (CommitStatusReplacement | CommitStatusUpdate)[]) {
  const statuses = new Map<string, Standing>();
  const events: (Pick<StatusEvent, 'kind' | 'key' | 'attempt'> & Partial<StatusEvent>)[] = [];
  const outcomes = changes.map((change) => {
    const { key, author, buildNumber } = change;
    const current = statuses.get(key);
    if (change.kind === 'update' && current === undefined) return undefined;
    const content =
      change.kind === 'replace' ? change.content : ({ ...current, ...change.members } as CommitStatusContent);
    const { kind, ...run } =
      current === undefined
        ? { kind: 'reported' as const, attempt: 1, buildNumber }
        : judgeReport({ ...content, author, buildNumber }, current);
    const { state, description } = content;
    const known = events.filter((event) => event.key === key && event.buildNumber === buildNumber);
    const attempt = kind === 'superseded' ? Math.max(0, ...known.map((event) => event.attempt)) : run.attempt;
    if (kind !== 'repeated') {
      events.push({ kind, key, state, description, attempt, author, buildNumber, oldState: current?.state });
    }
    if (kind !== 'superseded') {
      statuses.set(key, { name: key, url: '', refname: undefined, state, description, author, ...run });
    }
    const standing = statuses.get(key);
    return standing && { isSuperseded: kind === 'superseded', status: visible(standing) };
  });
  return { outcomes, events, statuses };
}

function visible({ state, description, author, buildNumber }: Standing | CommitStatus) {
  return { state, description, author, buildNumber };
}

const told: fc.Arbitrary<Told> = fc.record({
  isUpdate: fc.boolean(),
  key: fc.constantFrom('a', 'b'),
  state: fc.constantFrom('INPROGRESS', 'FAILED', 'SUCCESSFUL', 'STOPPED'),
  description: fc.constantFrom('', 'x'),
  author: fc.constantFrom('jenkins', 'jdoe'),
  buildNumber: fc.constantFrom(undefined, undefined, 0, 1, 2, 3),
});

describeStores((current) => {
  test('judges reports as the rules say, however many are written in one transaction', async () => {
    const { store } = current();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(told, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          const { id: repositoryId } = await addRepository(store, `r${++count}`);
          const changes = batches.map((batch) => batch.map((one) => toChange(repositoryId, one)));
          const expected = play(changes.flat());

          const outcomes = [];
          // What is written in one turn is committed together.
          for (const batch of changes)
            outcomes.push(...(await Promise.all(batch.map((change) => write(store, change)))));

          expect(
            outcomes.map(
              (outcome) => outcome && { isSuperseded: outcome.isSuperseded, status: visible(outcome.status) },
            ),
          ).toEqual(expected.outcomes);
          const events = await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 100 });
          expect(events).toMatchObject(expected.events);
          expect(events).toHaveLength(expected.events.length);
          const { values } = await store.commitStatuses.listCommitStatuses({
            repositoryId,
            commit: commit.hash,
            offset: 0,
            limit: 9,
          });
          expect(values).toMatchObject(values.map(({ key }) => expected.statuses.get(key)));
          expect(values).toHaveLength(expected.statuses.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a repeat leaves no event, and moves updatedOn: the build is alive', async () => {
    const { store, repositoryId } = current();
    await write(store, toChange(repositoryId, { state: 'INPROGRESS' }));

    const repeated = await write(store, toChange(repositoryId, { state: 'INPROGRESS' }));

    expect(repeated?.status).toMatchObject({ updatedOn: at, attempt: 1 });
    const query = { repositoryId, commit: commit.hash, key: 'ci' };
    expect(await store.commitStatuses.findCommitStatus(query)).toEqual(repeated?.status);
    expect(await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 9 })).toHaveLength(1);
  });

  test('a report of an older build is answered with what stands, and leaves it alone', async () => {
    const { store, repositoryId } = current();
    const newer = await write(store, toChange(repositoryId, { state: 'SUCCESSFUL', buildNumber: 8 }));

    const late = await write(store, toChange(repositoryId, { state: 'FAILED', buildNumber: 7 }));

    expect(late).toEqual({ ...newer, isSuperseded: true, created: false });
    const query = { repositoryId, commit: commit.hash, key: 'ci' };
    expect(await store.commitStatuses.findCommitStatus(query)).toEqual(newer?.status);
    expect(await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 9 })).toMatchObject([
      { kind: 'reported', state: 'SUCCESSFUL', attempt: 1, buildNumber: 8 },
      { kind: 'superseded', state: 'FAILED', oldState: 'SUCCESSFUL', attempt: 0, buildNumber: 7 },
    ]);
  });

  test('the end of an older build that is told late belongs to its own attempt', async () => {
    const { store, repositoryId } = current();
    for (const one of [
      { state: 'INPROGRESS', buildNumber: 7 },
      { state: 'INPROGRESS', buildNumber: 8 },
      { state: 'FAILED', buildNumber: 7 },
    ] as const) {
      await write(store, toChange(repositoryId, one));
    }

    const events = await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 9 });

    expect(events.map(({ kind, attempt }) => [kind, attempt])).toEqual([
      ['reported', 1],
      ['reported', 2],
      ['superseded', 1],
    ]);
  });

  test('of twenty builds that end at once in any order, the newest stands', async () => {
    const { store, repositoryId } = current();
    const numbers = [...Array(20).keys()].toSorted(() => Math.random() - 0.5);

    await Promise.all(
      numbers.map((buildNumber) =>
        write(store, toChange(repositoryId, { state: buildNumber === 19 ? 'SUCCESSFUL' : 'FAILED', buildNumber })),
      ),
    );

    const query = { repositoryId, commit: commit.hash, key: 'ci' };
    expect(await store.commitStatuses.findCommitStatus(query)).toMatchObject({ state: 'SUCCESSFUL', buildNumber: 19 });
    expect(await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 99 })).toHaveLength(20);
  });
});
