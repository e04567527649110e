import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { PullRequest } from '../../domain/pull-request.ts';
import type { NewPullRequest, PullRequestChange, PullRequestMove } from '../../store/pull-request-store.ts';
import { uuidToBytes } from '../binary.ts';
import {
  type PullRequestReviewersTable,
  type PullRequestsTable,
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
    deleteReviewers.run(repositoryId, pullRequest.id);
    for (const [position, { uuid, name }] of pullRequest.reviewers.entries()) {
      insertReviewer.run(repositoryId, pullRequest.id, position, uuidToBytes(uuid), name);
    }
    return pullRequest;
  }

  function move(repositoryId: number, { id, source, destination }: PullRequestMove, at: number): void {
    const current = findOpen(repositoryId, id);
    if (current === undefined) return;
    const hasMoved = source !== undefined && source !== current.source.commit;
    put(repositoryId, {
      ...current,
      source: { ...current.source, commit: source ?? current.source.commit },
      destination: { ...current.destination, commit: destination ?? current.destination.commit },
      updatedOn: hasMoved ? at : current.updatedOn,
    });
  }

  return {
    add({ repositoryId, pullRequest }: NewPullRequest): WriteResults['add_pull_request'] {
      checkRepository(repositoryId);
      const id = Number(nextId.get(repositoryId)?.id);
      return put(repositoryId, { ...pullRequest, id, updatedOn: pullRequest.createdOn });
    },

    change({ repositoryId, id, members, at }: PullRequestChange): WriteResults['change_pull_request'] {
      checkRepository(repositoryId);
      const current = findOpen(repositoryId, id);
      return current && put(repositoryId, { ...current, ...members, updatedOn: at });
    },

    move({ repositoryId, moves, at }: MovePullRequests): WriteResults['move_pull_requests'] {
      checkRepository(repositoryId);
      for (const one of moves) move(repositoryId, one, at);
    },
  };
}
