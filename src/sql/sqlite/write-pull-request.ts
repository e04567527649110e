import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { PullRequest } from '../../domain/pull-request.ts';
import type { NewPullRequest, PullRequestChange } from '../../store/pull-request-store.ts';
import { uuidToBytes } from '../binary.ts';
import {
  type PullRequestReviewersTable,
  type PullRequestsTable,
  toBytes,
  toPullRequest,
  toPullRequestRow,
  toReviewer,
} from '../pull-request-rows.ts';
import type { MovePullRequests, WriteResults } from '../write-command.ts';
import { prepareRepositoryCheck } from './check-repository.ts';

const columns = [
  'repository_id',
  'id',
  'title',
  'description',
  'state',
  'is_draft',
  'author_uuid',
  'author_name',
  'source_branch',
  'source_commit',
  'destination_branch',
  'destination_commit',
  'follows_branch',
  'closes_source_branch',
  'merge_commit',
  'closed_by_uuid',
  'closed_by_name',
  'reason',
  'created_on',
  'updated_on',
] as const satisfies readonly (keyof PullRequestsTable)[];

/** Prepares the statements that write pull requests; the functions run inside the caller's transaction. */
export function preparePullRequestWrites(database: DatabaseSync) {
  const checkRepository = prepareRepositoryCheck(database);
  const nextId = database.prepare('select coalesce(max(id), 0) + 1 as id from pull_requests where repository_id = ?');
  const selectOpen = database.prepare(
    "select * from pull_requests where repository_id = ? and id = ? and state = 'OPEN'",
  );
  const selectReviewers = database.prepare(
    'select uuid, name from pull_request_reviewers where repository_id = ? and pull_request_id = ? order by position',
  );
  const putPullRequest = database.prepare(`
    insert into pull_requests (${columns.join(', ')}) values (${columns.map((column) => `:${column}`).join(', ')})
    on conflict (repository_id, id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`);
  const movePullRequest = database.prepare(`
    update pull_requests set
      source_commit = coalesce(:source, source_commit), destination_commit = coalesce(:destination, destination_commit),
      updated_on = case when :source is null or :source is source_commit then updated_on else :at end
    where repository_id = :repositoryId and id = :id and state = 'OPEN'`);
  const deleteReviewers = database.prepare(
    'delete from pull_request_reviewers where repository_id = ? and pull_request_id = ?',
  );
  const insertReviewer = database.prepare(
    'insert into pull_request_reviewers (repository_id, pull_request_id, position, uuid, name) values (?, ?, ?, ?, ?)',
  );

  function findOpen(repositoryId: number, id: number): PullRequest | undefined {
    // The columns are those of the row types, in tables that the migrations made.
    const row = selectOpen.get(repositoryId, id) as unknown as PullRequestsTable | undefined;
    if (row === undefined) return undefined;
    const reviewers = selectReviewers.all(repositoryId, id) as unknown as PullRequestReviewersTable[];
    return toPullRequest(row, reviewers.map(toReviewer));
  }

  function put(repositoryId: number, pullRequest: PullRequest): PullRequest {
    putPullRequest.run({ ...toPullRequestRow(repositoryId, pullRequest) } as Record<string, SQLInputValue>);
    return pullRequest;
  }

  function putReviewers(repositoryId: number, { id, reviewers }: PullRequest): void {
    deleteReviewers.run(repositoryId, id);
    for (const [position, { uuid, name }] of reviewers.entries()) {
      insertReviewer.run(repositoryId, id, position, uuidToBytes(uuid), name);
    }
  }

  return {
    add({ repositoryId, pullRequest }: NewPullRequest): WriteResults['add_pull_request'] {
      checkRepository(repositoryId);
      const id = Number(nextId.get(repositoryId)?.id);
      const added = put(repositoryId, { ...pullRequest, id, updatedOn: pullRequest.createdOn });
      putReviewers(repositoryId, added);
      return added;
    },

    change({ repositoryId, id, members, at }: PullRequestChange): WriteResults['change_pull_request'] {
      checkRepository(repositoryId);
      const current = findOpen(repositoryId, id);
      if (current === undefined) return undefined;
      const changed = put(repositoryId, { ...current, ...members, updatedOn: at });
      if (members.reviewers !== undefined) putReviewers(repositoryId, changed);
      return changed;
    },

    move({ repositoryId, moves, at }: MovePullRequests): WriteResults['move_pull_requests'] {
      checkRepository(repositoryId);
      for (const { id, source, destination } of moves) {
        movePullRequest.run({ repositoryId, id, source: toBytes(source), destination: toBytes(destination), at });
      }
    },
  };
}
