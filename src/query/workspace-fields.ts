import type { FieldList } from './filter.ts';

/** What `q` and `sort` may name of a workspace. */
export const workspaceFields = {
  slug: 'text',
  name: 'text',
  uuid: 'text',
  created_on: 'instant',
} as const satisfies FieldList;

export type WorkspaceField = keyof typeof workspaceFields;
