import type { FieldList } from './filter.ts';

/** What `q` and `sort` may name of an entry of the history: its members as the API shows them. */
export const statusEventFields = {
  key: 'text',
  kind: 'text',
  state: 'choice',
  old_state: 'choice',
  attempt: 'number',
  build_number: 'number',
  name: 'text',
  refname: 'text',
  'author.display_name': 'text',
  occurred_on: 'instant',
} as const satisfies FieldList;

export type StatusEventField = keyof typeof statusEventFields;
