import { type Kysely, sql } from 'kysely';
import type { AccountReference } from '../domain/account.ts';
import type { PullRequestStore } from '../store/pull-request-store.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import {
  openPullRequestColumns,
  type PullRequestsTable,
  toMove,
  toOpenPullRequest,
  toPullRequest,
  toReviewer,
} from './pull-request-rows.ts';
import { pullRequestSqlFields } from './pull-request-sql-fields.ts';
import { readPage } from './read-page.ts';
import { columnsOf } from './table-layout.ts';
import type { Tables } from './tables.ts';

type Reads = Pick<
  PullRequestStore,
  'findPullRequest' | 'listOpenPullRequests' | 'listReportedMoves' | 'listPullRequests'
>;

interface OnePullRequest {
  readonly repositoryId: number;
  readonly id: number;
}

/** Prepares the questions about pull requests; every request about one begins with the first. */
export function preparePullRequestReads({ db, dialect, send }: Reading): Reads {
  const order = [sql`pull_requests.id desc`];
  // All who follow one look again at the same moment.
  const findById = prepareQuery(
    send,
    (parameter: ParameterOf<OnePullRequest>) =>
      db
        .selectFrom('pull_requests')
        .select(columnsOf('pull_requests'))
        .where('repository_id', '=', parameter('repositoryId'))
        .where('id', '=', parameter('id')),
    { isShared: true },
  );
  const findReviewers = prepareQuery(
    send,
    (parameter: ParameterOf<OnePullRequest>) =>
      selectReviewers(db, parameter('repositoryId')).where('pull_request_id', '=', parameter('id')),
    { isShared: true },
  );
  const findReportedMoves = prepareQuery(send, (parameter: ParameterOf<Pick<OnePullRequest, 'repositoryId'>>) =>
    selectReportedMoves(db, parameter('repositoryId')),
  );

  async function withReviewers(repositoryId: number, rows: readonly PullRequestsTable[]) {
    const reviewers = await readReviewers(
      db,
      repositoryId,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => toPullRequest(row, reviewers.get(row.id) ?? []));
  }

  return {
    async findPullRequest({ repositoryId, id }) {
      const [row] = await findById({ repositoryId, id });
      return row && toPullRequest(row, (await findReviewers({ repositoryId, id })).map(toReviewer));
    },

    async listOpenPullRequests({ repositoryId }) {
      const open = db.selectFrom('pull_requests').where('repository_id', '=', repositoryId).where('state', '=', 'OPEN');
      return (await open.select(openPullRequestColumns).execute()).map(toOpenPullRequest);
    },

    async listReportedMoves({ repositoryId }) {
      return (await findReportedMoves({ repositoryId })).map(toMove);
    },

    async listPullRequests({ repositoryId, states, ...page }) {
      const fields = pullRequestSqlFields(dialect, repositoryId);
      const all = selectPullRequests(db, repositoryId);
      const found = states === undefined ? all : all.where('pull_requests.state', 'in', states);
      const { values, size } = await readPage(found, { fields, order, dialect }, page);
      return { values: await withReviewers(repositoryId, values), size };
    },
  };
}

/** Where the branches have gone, of those open pull requests that have not gone with them. */
function selectReportedMoves(db: Kysely<Tables>, repositoryId: number) {
  const source = reportedCommit(repositoryId, 'source_branch');
  const open = db
    .selectFrom('pull_requests')
    .where('repository_id', '=', repositoryId)
    .where('state', '=', 'OPEN')
    .select(['id', 'source_commit', 'destination_commit'])
    .select(sql<Uint8Array | null>`case follows_branch when 1 then ${source} end`.as('source'))
    .select(reportedCommit(repositoryId, 'destination_branch').as('destination'));
  return db
    .selectFrom(open.as('open'))
    .select(['id', 'source', 'destination'])
    .where((expression) =>
      expression.or([
        expression.and([
          expression('source', 'is not', null),
          expression('source', 'is distinct from', expression.ref('source_commit')),
        ]),
        expression.and([
          expression('destination', 'is not', null),
          expression('destination', 'is distinct from', expression.ref('destination_commit')),
        ]),
      ]),
    );
}

/**
 * The newest commit that statuses name the branch for: one look into an index. The repository is named in each part, and not
 * taken from the pull request: only so does a distributed engine know before it looks that one node has it all.
 */
function reportedCommit(repositoryId: number, branch: 'source_branch' | 'destination_branch') {
  return sql<Uint8Array | null>`(
    select hash from commits where commits.repository_id = ${repositoryId} and commits.id = (
      select max(commit_id) from commit_statuses
      where commit_statuses.repository_id = ${repositoryId}
      and commit_statuses.refname = ${sql.ref(`pull_requests.${branch}`)}))`;
}

function selectPullRequests(db: Kysely<Tables>, repositoryId: number) {
  return db
    .selectFrom('pull_requests')
    .innerJoin('repositories', 'repositories.id', 'pull_requests.repository_id')
    .innerJoin('workspaces', 'workspaces.id', 'repositories.workspace_id')
    .where('pull_requests.repository_id', '=', repositoryId)
    .select(columnsOf('pull_requests'));
}

function selectReviewers(db: Kysely<Tables>, repositoryId: number) {
  return db
    .selectFrom('pull_request_reviewers')
    .select(columnsOf('pull_request_reviewers'))
    .where('repository_id', '=', repositoryId)
    .orderBy('position');
}

/** By the number of the pull request. */
async function readReviewers(db: Kysely<Tables>, repositoryId: number, ids: readonly number[]) {
  const found = new Map<number, AccountReference[]>();
  if (ids.length === 0) return found;
  for (const row of await selectReviewers(db, repositoryId).where('pull_request_id', 'in', ids).execute()) {
    const reviewers = found.get(row.pull_request_id) ?? [];
    found.set(row.pull_request_id, [...reviewers, toReviewer(row)]);
  }
  return found;
}
