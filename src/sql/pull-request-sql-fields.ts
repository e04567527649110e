import { type Expression, sql } from 'kysely';
import type { PullRequestField } from '../query/pull-request-fields.ts';
import { type Dialect, uuidText } from './dialect.ts';
import { repositorySqlFields } from './repository-sql-fields.ts';
import type { SqlField, SqlFields } from './sql-fields.ts';

/** Where the fields of the repository's pull requests are, in rows of `pull_requests` joined to `repositories` and `workspaces`. */
export function pullRequestSqlFields(dialect: Dialect, repositoryId: number): SqlFields<PullRequestField> {
  const column = (name: string): SqlField => ({ value: sql.ref(`pull_requests.${name}`) });
  const hash = (name: string): SqlField => ({ value: dialect.hex(sql.ref(`pull_requests.${name}`)) });
  const uuid = (name: string): SqlField => ({ value: uuidText(dialect, sql.ref(`pull_requests.${name}`)) });
  const repository = repositorySqlFields(dialect);
  const reviewers = reviewersOf(repositoryId);
  const reviewer = (value: Expression<unknown>): SqlField => ({
    value,
    someRow: (condition) => sql`exists (select 1 ${reviewers} and ${condition})`,
    sortValue: sql`(select ${value} ${reviewers} order by pull_request_reviewers.position limit 1)`,
  });
  const reviewerName = reviewer(sql.ref('pull_request_reviewers.name'));
  return {
    id: column('id'),
    title: column('title'),
    description: column('description'),
    'summary.raw': column('description'),
    state: column('state'),
    draft: column('is_draft'),
    reason: column('reason'),
    close_source_branch: column('closes_source_branch'),
    // Signalbox keeps neither comments nor tasks. A bare number in `order by` would be that of a column.
    comment_count: { value: sql`cast(0 as bigint)` },
    task_count: { value: sql`cast(0 as bigint)` },
    created_on: column('created_on'),
    updated_on: column('updated_on'),
    'author.uuid': uuid('author_uuid'),
    'author.nickname': column('author_name'),
    'author.display_name': column('author_name'),
    'closed_by.uuid': uuid('closed_by_uuid'),
    'closed_by.nickname': column('closed_by_name'),
    'closed_by.display_name': column('closed_by_name'),
    'reviewers.uuid': reviewer(uuidText(dialect, sql.ref('pull_request_reviewers.uuid'))),
    'reviewers.nickname': reviewerName,
    'reviewers.display_name': reviewerName,
    'source.branch.name': column('source_branch'),
    'source.commit.hash': hash('source_commit'),
    'source.repository.full_name': repository.full_name,
    'source.repository.name': repository.name,
    'source.repository.uuid': repository.uuid,
    'destination.branch.name': column('destination_branch'),
    'destination.commit.hash': hash('destination_commit'),
    'destination.repository.full_name': repository.full_name,
    'destination.repository.name': repository.name,
    'destination.repository.uuid': repository.uuid,
    'merge_commit.hash': hash('merge_commit'),
  };
}

function reviewersOf(repositoryId: number) {
  return sql`from pull_request_reviewers
    where pull_request_reviewers.repository_id = ${repositoryId}
    and pull_request_reviewers.pull_request_id = pull_requests.id`;
}
