import type { RepositoryRange } from '../domain/reach.ts';
import type { Workspace } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { WorkspaceField } from '../query/workspace-fields.ts';
import type { Ranked, RankedQuery } from './ranked.ts';

/** A workspace is in a range when one of its repositories is, or when the reach of the range holds all of it. */
export interface WorkspaceQuery extends PageQuery<WorkspaceField> {
  /** Each of which they are in; absent: none, so that there are all. */
  readonly ranges?: readonly RepositoryRange[] | undefined;
}

export interface WorkspaceStore {
  /** By its slug in any case, or its UUID in braces; only where it is in the range, if there is one. */
  findWorkspace(identifier: string, range?: RepositoryRange): Promise<Workspace | undefined>;

  /** By slug unless they are sorted otherwise. */
  listWorkspaces(query: WorkspaceQuery): Promise<Page<Workspace>>;

  /** In the same order, unless they are sorted, by their rank or otherwise. */
  listRankedWorkspaces(query: RankedQuery<WorkspaceField>): Promise<Page<Ranked<Workspace>>>;
}
