import { type Kysely, sql } from 'kysely';
import type { PullRequest } from '../domain/pull-request.ts';
import type { NewPullRequest, PullRequestChange } from '../store/pull-request-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import { isStillTrue } from './merge-basis.ts';
import { toBytes, toPullRequest, toPullRequestRow, toReviewer } from './pull-request-rows.ts';
import type { Tables } from './tables.ts';
import type { MergePullRequest, MovePullRequests, WriteResults } from './write-command.ts';

/** Writes pull requests, inside the caller's transaction. */
export function createPullRequestWrites(db: Kysely<Tables>, dialect: Dialect) {
  async function findOpen(repositoryId: number, id: number): Promise<PullRequest | undefined> {
    const row = await db
      .selectFrom('pull_requests')
      .selectAll()
      .where('repository_id', '=', repositoryId)
      .where('id', '=', id)
      .where('state', '=', 'OPEN')
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const reviewers = await db
      .selectFrom('pull_request_reviewers')
      .select(['uuid', 'name'])
      .where('repository_id', '=', repositoryId)
      .where('pull_request_id', '=', id)
      .orderBy('position')
      .execute();
    return toPullRequest(row, reviewers.map(toReviewer));
  }

  async function changeOpen(current: PullRequest, { repositoryId, id, members, at }: PullRequestChange) {
    const changed = { ...current, ...members, updatedOn: at };
    await db
      .updateTable('pull_requests')
      .set(toPullRequestRow(repositoryId, changed))
      .where('repository_id', '=', repositoryId)
      .where('id', '=', id)
      .execute();
    if (members.reviewers !== undefined) await putReviewers(db, repositoryId, changed);
    return changed;
  }

  return {
    async add({ repositoryId, pullRequest }: NewPullRequest): Promise<WriteResults['add_pull_request']> {
      await lockRepository(db, dialect, repositoryId);
      const { last } = await db
        .selectFrom('pull_requests')
        .select(({ fn }) => fn.max('id').as('last'))
        .where('repository_id', '=', repositoryId)
        .executeTakeFirstOrThrow();
      const added = { ...pullRequest, id: (last ?? 0) + 1, updatedOn: pullRequest.createdOn };
      await db.insertInto('pull_requests').values(toPullRequestRow(repositoryId, added)).execute();
      await putReviewers(db, repositoryId, added);
      return added;
    },

    async change(change: PullRequestChange): Promise<WriteResults['change_pull_request']> {
      await lockRepository(db, dialect, change.repositoryId);
      const current = await findOpen(change.repositoryId, change.id);
      return current && changeOpen(current, change);
    },

    async merge({ basis, ...change }: MergePullRequest): Promise<WriteResults['merge_pull_request']> {
      const { repositoryId, id } = change;
      await lockRepository(db, dialect, repositoryId);
      const current = await findOpen(repositoryId, id);
      if (current === undefined) return undefined;
      const { source } = current;
      if (basis !== undefined && !(await isStillTrue(db, { repositoryId, source, basis }))) return 'outdated';
      return changeOpen(current, change);
    },

    async move({ repositoryId, moves, at }: MovePullRequests): Promise<WriteResults['move_pull_requests']> {
      await lockRepository(db, dialect, repositoryId);
      for (const { id, source, destination } of moves) {
        const bytes = toBytes(source);
        await db
          .updateTable('pull_requests')
          .set({
            ...(bytes === null ? {} : { source_commit: bytes }),
            ...(destination === undefined ? {} : { destination_commit: toBytes(destination) }),
            updated_on:
              bytes === null
                ? sql.ref('updated_on')
                : sql`case when source_commit is not distinct from ${bytes} then updated_on else ${at} end`,
          })
          .where('repository_id', '=', repositoryId)
          .where('id', '=', id)
          .where('state', '=', 'OPEN')
          .execute();
      }
    },
  };
}

async function putReviewers(db: Kysely<Tables>, repositoryId: number, { id, reviewers }: PullRequest): Promise<void> {
  await db
    .deleteFrom('pull_request_reviewers')
    .where('repository_id', '=', repositoryId)
    .where('pull_request_id', '=', id)
    .execute();
  if (reviewers.length === 0) return;
  const rows = reviewers.map(({ uuid, name }, position) => ({
    repository_id: repositoryId,
    pull_request_id: id,
    position,
    uuid: uuidToBytes(uuid),
    name,
  }));
  await db.insertInto('pull_request_reviewers').values(rows).execute();
}
