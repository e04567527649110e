import { type Kysely, sql } from 'kysely';
import type { PrunedStretch, PruningStep } from '../store/repository-policy-store.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/** Deletes what is old of one stretch of the history, inside the caller's transaction. */
export async function pruneStatusEvents(
  db: Kysely<Tables>,
  dialect: Dialect,
  { repositoryId, at, after, limit }: PruningStep,
): Promise<WriteResults['prune_status_events']> {
  await lockRepository(db, dialect, repositoryId);
  const policy = await db
    .selectFrom('repository_policies')
    .select(['history_retention', 'pruned_through'])
    .where('repository_id', '=', repositoryId)
    .executeTakeFirst();
  const retention = policy?.history_retention ?? undefined;
  if (policy === undefined || retention === undefined) return { through: after, deleted: 0, isDone: true };

  const before = at - retention;
  const stretch = await readStretch(db, { repositoryId, after, limit, before });
  const deleted = await deleteOld(db, { repositoryId, after, through: stretch.through, before });
  if (deleted.length > 0) {
    await db
      .updateTable('repository_policies')
      .set({ pruned_through: Math.max(policy.pruned_through, ...deleted) })
      .where('repository_id', '=', repositoryId)
      .execute();
  }
  return { ...stretch, deleted: deleted.length };
}

interface Stretch {
  readonly repositoryId: number;
  readonly after: number;
  readonly before: number;
}

/** Up to which event the next rows are old. The clocks of several processes may differ, so that one that is not proves little. */
async function readStretch(
  db: Kysely<Tables>,
  { repositoryId, after, before, limit }: Stretch & { readonly limit: number },
): Promise<Omit<PrunedStretch, 'deleted'>> {
  const rows = await db
    .selectFrom('status_events')
    .select(['id', 'occurred_on'])
    .where('repository_id', '=', repositoryId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  const last = rows.findLast(({ occurred_on }) => occurred_on < before);
  return { through: last?.id ?? after, isDone: rows.length < limit || last === undefined };
}

/**
 * The attempt of each status is looked up by itself: an attempt of a status that is not there is -1. The newest event stays, since the
 * next one takes the number behind it.
 */
async function deleteOld(
  db: Kysely<Tables>,
  { repositoryId, after, through, before }: Stretch & { readonly through: number },
): Promise<readonly number[]> {
  const rows = await db
    .deleteFrom('status_events')
    .where('repository_id', '=', repositoryId)
    .where('id', '>', after)
    .where('id', '<=', through)
    .where('occurred_on', '<', before)
    .where(
      sql<boolean>`id < (select max(newest.id) from status_events as newest where newest.repository_id = ${repositoryId})`,
    )
    .where(sql<boolean>`attempt <> coalesce((
      select commit_statuses.attempt from commit_statuses
      where commit_statuses.repository_id = ${repositoryId} and commit_statuses.commit_id = status_events.commit_id
        and commit_statuses.key = status_events.key
    ), -1)`)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
