import type { Kysely } from 'kysely';
import type { CommitStatusStore } from '../store/commit-status-store.ts';
import { hexToBytes } from './binary.ts';
import { commitStatusColumns, toCommitStatus } from './commit-status-rows.ts';
import { type ParameterOf, prepareQuery } from './prepared-query.ts';
import type { Tables } from './tables.ts';

interface OfCommit {
  readonly repositoryId: number;
  readonly hash: Uint8Array;
}

interface OfBranch extends OfCommit {
  readonly refname: string;
}

interface Range {
  readonly limit: number;
  readonly offset: number;
}

type Reads = Pick<CommitStatusStore, 'findCommitStatus' | 'listCommitStatuses'>;

/** Prepares the questions about statuses. */
export function prepareCommitStatusReads(db: Kysely<Tables>): Reads {
  const findByKey = prepareQuery(db, (parameter: ParameterOf<OfCommit & { readonly key: string }>) =>
    ofCommit(db, parameter).select(commitStatusColumns).where('commit_statuses.key', '=', parameter('key')),
  );
  const listAll = prepareQuery(db, (parameter: ParameterOf<OfCommit & Range>) =>
    page(ofCommit(db, parameter), parameter),
  );
  const listBranch = prepareQuery(db, (parameter: ParameterOf<OfBranch & Range>) =>
    page(ofBranch(db, parameter), parameter),
  );
  const countAll = prepareQuery(db, (parameter: ParameterOf<OfCommit>) => count(ofCommit(db, parameter)));
  const countBranch = prepareQuery(db, (parameter: ParameterOf<OfBranch>) => count(ofBranch(db, parameter)));

  return {
    async findCommitStatus({ repositoryId, commit, key }) {
      const [row] = await findByKey({ repositoryId, hash: hexToBytes(commit), key });
      return row && toCommitStatus(row, commit);
    },

    async listCommitStatuses({ repositoryId, commit, refname, offset, limit }) {
      const of = { repositoryId, hash: hexToBytes(commit) };
      const range = { offset, limit };
      const rows = await (refname === undefined
        ? listAll({ ...of, ...range })
        : listBranch({ ...of, ...range, refname }));
      const values = rows.map((row) => toCommitStatus(row, commit));
      const endsHere = values.length < limit && (values.length > 0 || offset === 0);
      if (endsHere) return { values, size: offset + values.length };
      const [counted] = await (refname === undefined ? countAll(of) : countBranch({ ...of, refname }));
      return { values, size: Number(counted?.size) };
    },
  };
}

type Statuses = ReturnType<typeof ofCommit>;

function ofCommit(db: Kysely<Tables>, parameter: ParameterOf<OfCommit>) {
  return db
    .selectFrom('commits')
    .innerJoin('commit_statuses', (join) =>
      join
        .onRef('commit_statuses.repository_id', '=', 'commits.repository_id')
        .onRef('commit_statuses.commit_id', '=', 'commits.id'),
    )
    .where('commits.repository_id', '=', parameter('repositoryId'))
    .where('commits.hash', '=', parameter('hash'));
}

/** Those of the branch, and those that name none. */
function ofBranch(db: Kysely<Tables>, parameter: ParameterOf<OfBranch>): Statuses {
  return ofCommit(db, parameter).where((expression) =>
    expression.or([
      expression('commit_statuses.refname', 'is', null),
      expression('commit_statuses.refname', '=', parameter('refname')),
    ]),
  );
}

/** Oldest first; the key settles a tie. */
function page(statuses: Statuses, parameter: ParameterOf<Range>) {
  return statuses
    .select(commitStatusColumns)
    .orderBy('commit_statuses.created_on')
    .orderBy('commit_statuses.key')
    .limit(parameter('limit'))
    .offset(parameter('offset'));
}

function count(statuses: Statuses) {
  return statuses.select((expression) => expression.fn.countAll<number>().as('size'));
}
