import type { Kysely } from 'kysely';
import { type CommitRevision, toCommitHash } from '../domain/commit-hash.ts';
import type { CommitStore } from '../store/commit-store.ts';
import { bytesToHex, hexToBytes } from './binary.ts';
import { commitColumns, toCommit } from './commit-rows.ts';
import type { Tables } from './tables.ts';

/** The hexadecimal digits of the longest hash, SHA-256. */
const longestHash = 64;

interface BranchStretch {
  readonly repositoryId: number;
  readonly refname: string;
  readonly offset: number;
  readonly limit: number;
}

/** The questions about commits. */
export function createCommitReads(db: Kysely<Tables>): CommitStore {
  const ofRepository = (repositoryId: number) =>
    db.selectFrom('commits').select(commitColumns).where('commits.repository_id', '=', repositoryId);

  /** A stretch of an index: as quick for a branch with a million statuses as for one with two. */
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
      const row = await ofRepository(repositoryId)
        .innerJoin(
          newestOfBranch({ repositoryId, refname: name, offset: 0, limit: 1 }),
          'newest.commit_id',
          'commits.id',
        )
        .executeTakeFirst();
      return row && { name, target: toCommitHash(bytesToHex(row.hash)) };
    },

    async listReportedBranches({ repositoryId }) {
      const rows = await db
        .selectFrom((from) =>
          from
            .selectFrom('commit_statuses')
            .select(({ fn }) => ['refname', fn.max('commit_id').as('commit_id')])
            .where('repository_id', '=', repositoryId)
            .where('refname', 'is not', null)
            .groupBy('refname')
            .as('branches'),
        )
        .innerJoin('commits', 'commits.id', 'branches.commit_id')
        .where('commits.repository_id', '=', repositoryId)
        .select(['branches.refname', 'commits.hash'])
        .orderBy('branches.refname')
        .execute();
      return rows.map(({ refname, hash }) => ({ name: refname ?? '', target: toCommitHash(bytesToHex(hash)) }));
    },
  };
}

/** The bytes between which every hash lies that begins with those digits. */
function rangeOf(revision: CommitRevision) {
  return {
    lowest: hexToBytes(revision.padEnd(revision.length + (revision.length % 2), '0')),
    highest: hexToBytes(revision.padEnd(longestHash, 'f')),
  };
}
