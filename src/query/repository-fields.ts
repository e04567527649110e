import type { FieldList } from './filter.ts';

/** What `q` and `sort` may name of a repository. */
export const repositoryFields = {
  name: 'text',
  slug: 'text',
  full_name: 'text',
  uuid: 'text',
  description: 'text',
  language: 'text',
  website: 'text',
  scm: 'text',
  fork_policy: 'text',
  is_private: 'boolean',
  has_issues: 'boolean',
  has_wiki: 'boolean',
  created_on: 'instant',
  updated_on: 'instant',
  'project.key': 'text',
  'project.name': 'text',
  'workspace.slug': 'text',
  'workspace.name': 'text',
  'workspace.uuid': 'text',
  'owner.uuid': 'text',
  'parent.full_name': 'text',
} as const satisfies FieldList;

export type RepositoryField = keyof typeof repositoryFields;
