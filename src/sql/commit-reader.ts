import { sql } from 'kysely';
import { type CommitRevision, toCommitHash } from '../domain/commit-hash.ts';
import type { CommitStore, ReportedBranch } from '../store/commit-store.ts';
import { bytesToHex, hexToBytes } from './binary.ts';
import { commitColumns, toCommit } from './commit-rows.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';

/** The hexadecimal digits of the longest hash, SHA-256. */
const longestHash = 64;

interface BranchQuery {
  readonly repositoryId: number;
  readonly name: string;
}

interface BranchStretch {
  readonly repositoryId: number;
  readonly refname: string;
  readonly offset: number;
  readonly limit: number;
}

/** The questions about commits. */
export function createCommitReads({ db, send }: Reading): CommitStore {
  const findTarget = prepareQuery(
    send,
    (parameter: ParameterOf<BranchQuery>) =>
      db
        .selectFrom('commits')
        .select('commits.hash')
        .where('commits.repository_id', '=', parameter('repositoryId'))
        .where('commits.id', '=', ({ selectFrom }) =>
          selectFrom('commit_statuses')
            .select(({ fn }) => fn.max('commit_id').as('commit_id'))
            .where('repository_id', '=', parameter('repositoryId'))
            .where('refname', '=', parameter('name')),
        ),
    { isShared: true },
  );

  const ofRepository = (repositoryId: number) =>
    db.selectFrom('commits').select(commitColumns).where('commits.repository_id', '=', repositoryId);

  /** A stretch of an index, however many statuses there are. */
  const newestOfBranch = ({ repositoryId, refname, offset, limit }: BranchStretch) =>
    db
      .selectFrom('commit_statuses')
      .select('commit_id')
      .distinct()
      .where('repository_id', '=', repositoryId)
      .where('refname', '=', refname)
      .orderBy('commit_id', 'desc')
      .limit(limit)
      .offset(offset)
      .as('newest');

  return {
    async findCommits({ repositoryId, revision }) {
      const { lowest, highest } = rangeOf(revision);
      const rows = await ofRepository(repositoryId)
        .where('hash', '>=', lowest)
        .where('hash', '<=', highest)
        .limit(2)
        .execute();
      return rows.map(toCommit);
    },

    async listCommits({ repositoryId, refname, offset, limit }) {
      const rows = await (refname === undefined
        ? ofRepository(repositoryId).orderBy('commits.id', 'desc').limit(limit).offset(offset).execute()
        : ofRepository(repositoryId)
            .innerJoin(newestOfBranch({ repositoryId, refname, offset, limit }), 'newest.commit_id', 'commits.id')
            .orderBy('commits.id', 'desc')
            .execute());
      return rows.map(toCommit);
    },

    async findReportedBranch({ repositoryId, name }) {
      const [row] = await findTarget({ repositoryId, name });
      return row && toReportedBranch(name, row.hash);
    },

    async listReportedBranches({ repositoryId }) {
      const { rows } = await selectReportedBranches(repositoryId).execute(db);
      return rows.map(({ refname, hash }) => toReportedBranch(refname, hash));
    },
  };
}

/** Leaps from name to name along the index: a busy branch has millions of statuses, and one look will do for each. */
function selectReportedBranches(repositoryId: number) {
  return sql<{ readonly refname: string; readonly hash: Uint8Array }>`
    with recursive branches (refname) as (
      select min(refname) from commit_statuses where repository_id = ${repositoryId} and refname is not null
      union all
      select (select min(refname) from commit_statuses
        where repository_id = ${repositoryId} and commit_statuses.refname > branches.refname)
      from branches where branches.refname is not null)
    select branches.refname, commits.hash from branches
    inner join commits on commits.repository_id = ${repositoryId} and commits.id = (
      select max(commit_id) from commit_statuses
      where repository_id = ${repositoryId} and commit_statuses.refname = branches.refname)
    order by branches.refname`;
}

function toReportedBranch(name: string, hash: Uint8Array): ReportedBranch {
  return { name, target: toCommitHash(bytesToHex(hash)) };
}

/** The bytes between which every hash lies that begins with those digits. */
function rangeOf(revision: CommitRevision) {
  return {
    lowest: hexToBytes(revision.padEnd(revision.length + (revision.length % 2), '0')),
    highest: hexToBytes(revision.padEnd(longestHash, 'f')),
  };
}
