import type { Workspace } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { WorkspaceField } from '../query/workspace-fields.ts';

export interface WorkspaceStore {
  /** By its slug in any case, or its UUID in braces. */
  findWorkspace(identifier: string): Promise<Workspace | undefined>;

  /** By slug unless they are sorted otherwise. */
  listWorkspaces(query: PageQuery<WorkspaceField>): Promise<Page<Workspace>>;
}
