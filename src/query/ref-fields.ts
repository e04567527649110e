import type { FieldList } from './filter.ts';

/** What `q` and `sort` may name of a branch. */
export const branchFields = {
  name: 'text',
  type: 'text',
  'target.hash': 'text',
  'target.date': 'instant',
  'target.message': 'text',
  'target.author.raw': 'text',
} as const satisfies FieldList;

/** What they may name of a tag; the last three are those of annotated ones. */
export const tagFields = {
  ...branchFields,
  message: 'text',
  date: 'instant',
  'tagger.raw': 'text',
} as const satisfies FieldList;

export type TagField = keyof typeof tagFields;
