import { sql } from 'kysely';
import { type CommitHash, toCommitHash } from '../domain/commit-hash.ts';
import type { CommitStatusStore } from '../store/commit-status-store.ts';
import { bytesToHex } from './binary.ts';
import { type CommitStatusRow, commitStatusColumns, toCommitStatus } from './commit-status-rows.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';

interface OfCommits {
  readonly repositoryId: number;
  /** A JSON array. */
  readonly hashes: string;
}

/** Prepares the question about many commits at once. Whoever waits for one asks it, too: many at one moment, and alike. */
export function prepareStatusesOfCommits({ db, dialect, send }: Reading): CommitStatusStore['listStatusesOfCommits'] {
  const list = prepareQuery(
    send,
    (parameter: ParameterOf<OfCommits>) =>
      db
        .selectFrom('commits')
        .innerJoin('commit_statuses', (join) =>
          join
            .onRef('commit_statuses.repository_id', '=', 'commits.repository_id')
            .onRef('commit_statuses.commit_id', '=', 'commits.id'),
        )
        .select(commitStatusColumns)
        .select('commits.hash')
        .where('commits.repository_id', '=', parameter('repositoryId'))
        .where(dialect.isAmong(sql.ref('commits.hash'), parameter('hashes')))
        .orderBy('commit_statuses.commit_id')
        .orderBy('commit_statuses.key'),
    { isShared: true },
  );
  return async ({ repositoryId, commits, refname }) => {
    const rows = await list({ repositoryId, hashes: JSON.stringify(commits) });
    const ofBranch = rows.filter((row) => refname === undefined || (row.refname ?? refname) === refname);
    const byCommit = Map.groupBy(ofBranch, ({ hash }) => toCommitHash(bytesToHex(hash)));
    return new Map(commits.map((commit) => [commit, toStatuses(byCommit.get(commit), commit)]));
  };
}

function toStatuses(rows: readonly CommitStatusRow[] = [], commit: CommitHash) {
  return rows.map((row) => toCommitStatus(row, commit));
}
