import { type Kysely, sql } from 'kysely';
import type { CommitStatusField } from '../query/commit-status-fields.ts';
import type { PageQuery } from '../query/page.ts';
import type { CommitStatusStore } from '../store/commit-status-store.ts';
import { hexToBytes } from './binary.ts';
import { commitStatusColumns, toCommitStatus } from './commit-status-rows.ts';
import { commitStatusSqlFields } from './commit-status-sql-fields.ts';
import type { Dialect } from './dialect.ts';
import { given, type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import { readPage, sizeFrom } from './read-page.ts';
import { prepareStatusesOfCommits } from './statuses-of-commits.ts';
import type { Tables } from './tables.ts';

interface OfCommit {
  readonly repositoryId: number;
  readonly hash: Uint8Array;
}

interface OneStatus extends OfCommit {
  readonly key: string;
}

interface OfBranch extends OfCommit {
  readonly refname: string;
}

interface Range {
  readonly limit: number;
  readonly offset: number;
}

type Reads = Pick<CommitStatusStore, 'findCommitStatus' | 'listCommitStatuses' | 'listStatusesOfCommits'>;

/** Prepares the questions about statuses. */
export function prepareCommitStatusReads(reading: Reading): Reads {
  const { db, dialect, send } = reading;
  const findByKey = prepareQuery(send, (parameter: ParameterOf<OneStatus>) => selectCommitStatus(db, parameter));
  const listAll = prepareQuery(send, (parameter: ParameterOf<OfCommit & Range>) =>
    page(ofCommit(db, parameter), parameter),
  );
  const listBranch = prepareQuery(send, (parameter: ParameterOf<OfBranch & Range>) =>
    page(ofBranch(db, parameter), parameter),
  );
  const countAll = prepareQuery(send, (parameter: ParameterOf<OfCommit>) => count(ofCommit(db, parameter)));
  const countBranch = prepareQuery(send, (parameter: ParameterOf<OfBranch>) => count(ofBranch(db, parameter)));

  return {
    async findCommitStatus({ repositoryId, commit, key }) {
      const [row] = await findByKey({ repositoryId, hash: hexToBytes(commit), key });
      return row && toCommitStatus(row, commit);
    },

    async listCommitStatuses({ repositoryId, commit, refname, filter, sort, offset, limit }) {
      const of = { repositoryId, hash: hexToBytes(commit) };
      if (filter !== undefined || sort !== undefined) {
        const found = await search(db, dialect, { ...of, refname }, { filter, sort, offset, limit });
        return { values: found.values.map((row) => toCommitStatus(row, commit)), size: found.size };
      }
      const range = { offset, limit: limit + 1 };
      const rows = await (refname === undefined
        ? listAll({ ...of, ...range })
        : listBranch({ ...of, ...range, refname }));
      const values = rows.slice(0, limit).map((row) => toCommitStatus(row, commit));
      const size = sizeFrom(rows.length, { offset, limit });
      if (size !== undefined) return { values, size };
      const [counted] = await (refname === undefined ? countAll(of) : countBranch({ ...of, refname }));
      return { values, size: Number(counted?.size) };
    },

    listStatusesOfCommits: prepareStatusesOfCommits(reading),
  };
}

/** A search of its own each time: what is asked for differs too much to be prepared. */
function search(
  db: Kysely<Tables>,
  dialect: Dialect,
  { refname, ...of }: OfCommit & { readonly refname: string | undefined },
  page: PageQuery<CommitStatusField>,
) {
  const statuses = refname === undefined ? ofCommit(db, given(of)) : ofBranch(db, given({ ...of, refname }));
  const rows = statuses
    .innerJoin('repositories', 'repositories.id', 'commits.repository_id')
    .innerJoin('workspaces', 'workspaces.id', 'repositories.workspace_id')
    .select(commitStatusColumns);
  const fields = commitStatusSqlFields(dialect);
  return readPage(rows, { fields, order: oldestFirst.map((column) => sql.ref(column)), dialect }, page);
}

/** The key settles a tie. */
const oldestFirst = ['commit_statuses.created_on', 'commit_statuses.key'] as const;

type Statuses = ReturnType<typeof ofCommit>;

export function selectCommitStatus(db: Kysely<Tables>, parameter: ParameterOf<OneStatus>) {
  return ofCommit(db, parameter).select(commitStatusColumns).where('commit_statuses.key', '=', parameter('key'));
}

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

function page(statuses: Statuses, parameter: ParameterOf<Range>) {
  return statuses
    .select(commitStatusColumns)
    .orderBy(oldestFirst[0])
    .orderBy(oldestFirst[1])
    .limit(parameter('limit'))
    .offset(parameter('offset'));
}

function count(statuses: Statuses) {
  return statuses.select((expression) => expression.fn.countAll<number>().as('size'));
}
