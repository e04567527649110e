import type { Kysely } from 'kysely';
import { type CommitRevision, toCommitHash } from '../domain/commit-hash.ts';
import type { CommitStore } from '../store/commit-store.ts';
import { bytesToHex, hexToBytes } from './binary.ts';
import { commitColumns, toCommit } from './commit-rows.ts';
import type { Tables } from './tables.ts';

/** The hexadecimal digits of the longest hash, SHA-256. */
const longestHash = 64;

/** The questions about commits. */
export function createCommitReads(db: Kysely<Tables>): CommitStore {
  return {
    async findCommits({ repositoryId, revision }) {
      const { lowest, highest } = rangeOf(revision);
      const rows = await db
        .selectFrom('commits')
        .select(commitColumns)
        .where('repository_id', '=', repositoryId)
        .where('hash', '>=', lowest)
        .where('hash', '<=', highest)
        .limit(2)
        .execute();
      return rows.map(toCommit);
    },

    async listCommits({ repositoryId, refname, offset, limit }) {
      const commits = db.selectFrom('commits').select(commitColumns).where('commits.repository_id', '=', repositoryId);
      const ofBranch = (name: string) =>
        db
          .selectFrom('commit_statuses')
          .select('commit_id')
          .where('repository_id', '=', repositoryId)
          .where('refname', '=', name);
      const found = refname === undefined ? commits : commits.where('commits.id', 'in', ofBranch(refname));
      const rows = await found.orderBy('commits.id', 'desc').limit(limit).offset(offset).execute();
      return rows.map(toCommit);
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
