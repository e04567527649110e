import type { FieldList } from './filter.ts';

/** What `q` and `sort` may name of a pull request. One of several reviewers is enough for a match. */
export const pullRequestFields = {
  id: 'number',
  title: 'text',
  description: 'text',
  'summary.raw': 'text',
  state: 'choice',
  draft: 'boolean',
  reason: 'text',
  close_source_branch: 'boolean',
  comment_count: 'number',
  task_count: 'number',
  created_on: 'instant',
  updated_on: 'instant',
  'author.uuid': 'text',
  'author.nickname': 'text',
  'author.display_name': 'text',
  'closed_by.uuid': 'text',
  'closed_by.nickname': 'text',
  'closed_by.display_name': 'text',
  'reviewers.uuid': 'text',
  'reviewers.nickname': 'text',
  'reviewers.display_name': 'text',
  'source.branch.name': 'text',
  'source.commit.hash': 'text',
  'source.repository.full_name': 'text',
  'source.repository.name': 'text',
  'source.repository.uuid': 'text',
  'destination.branch.name': 'text',
  'destination.commit.hash': 'text',
  'destination.repository.full_name': 'text',
  'destination.repository.name': 'text',
  'destination.repository.uuid': 'text',
  'merge_commit.hash': 'text',
} as const satisfies FieldList;

export type PullRequestField = keyof typeof pullRequestFields;
