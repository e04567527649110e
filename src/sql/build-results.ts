import { sql } from 'kysely';
import { toCommitHash } from '../domain/commit-hash.ts';
import type { ResultQuery, StatusHistoryStore } from '../store/status-history-store.ts';
import { bytesToHex } from './binary.ts';
import type { Reading } from './prepared-query.ts';

/** Asks for what builds came to, along the primary key: no index knows when an event was. */
export function createResultReads({ db }: Reading): Pick<StatusHistoryStore, 'listResults' | 'findCommitHashes'> {
  const ofStretch = ({ repositoryId, after, through }: ResultQuery) =>
    db
      .selectFrom('status_events')
      .where('repository_id', '=', repositoryId)
      .where('id', '>', after)
      .where('id', '<=', through);

  const selectResults = ({ since, key, refname, ...stretch }: ResultQuery) => {
    const results = ofStretch({ since, ...stretch })
      .select(({ fn }) => ['key', 'refname', 'commit_id', fn.max('occurred_on').as('last_on')])
      .select([
        sql<number>`max(case when state = 'FAILED' then 1 else 0 end)`.as('has_failed'),
        sql<number>`max(case when state = 'SUCCESSFUL' then 1 else 0 end)`.as('has_succeeded'),
      ])
      .where('occurred_on', '>=', since)
      .where('kind', '=', 'reported')
      .where('state', 'in', ['FAILED', 'SUCCESSFUL'])
      .groupBy(['key', 'refname', 'commit_id']);
    const ofKey = key === undefined ? results : results.where('key', '=', key);
    return refname === undefined ? ofKey : ofKey.where('refname', '=', refname);
  };

  return {
    async listResults(query) {
      const [rows, first] = await Promise.all([
        selectResults(query).execute(),
        ofStretch(query).select('occurred_on').orderBy('id').limit(1).executeTakeFirst(),
      ]);
      const results = rows.map((row) => ({
        key: row.key,
        refname: row.refname ?? undefined,
        commitId: row.commit_id,
        hasFailed: row.has_failed === 1,
        hasSucceeded: row.has_succeeded === 1,
        lastOn: row.last_on,
      }));
      return { results, beganOn: first?.occurred_on };
    },

    async findCommitHashes({ repositoryId, commitIds }) {
      if (commitIds.length === 0) return new Map();
      const commits = db.selectFrom('commits').select(['id', 'hash']).where('repository_id', '=', repositoryId);
      const rows = await commits.where('id', 'in', commitIds).execute();
      return new Map(rows.map(({ id, hash }) => [id, toCommitHash(bytesToHex(hash))]));
    },
  };
}
