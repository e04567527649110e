import type { FieldList } from './filter.ts';

/** What `q` and `sort` may name of a status: its members as the API shows them. `url` is compared as it was sent. */
export const commitStatusFields = {
  key: 'text',
  state: 'choice',
  name: 'text',
  description: 'text',
  url: 'text',
  refname: 'text',
  type: 'text',
  uuid: 'text',
  created_on: 'instant',
  updated_on: 'instant',
  'commit.hash': 'text',
  'repository.full_name': 'text',
  'repository.name': 'text',
  'repository.uuid': 'text',
} as const satisfies FieldList;

export type CommitStatusField = keyof typeof commitStatusFields;
