import type { Repository } from '../domain/repository.ts';
import { bytesToUuid } from './binary.ts';

export interface WorkspacesTable {
  readonly id: number;
  readonly uuid: Uint8Array;
  readonly slug: string;
  readonly name: string;
  readonly created_on: number;
}

export interface RepositoriesTable {
  readonly id: number;
  readonly uuid: Uint8Array;
  readonly workspace_id: number;
  readonly slug: string;
  readonly name: string;
  readonly git_directory: string | null;
  readonly created_on: number;
  readonly removed_on: number | null;
}

/** A repository joined to its workspace. */
export interface RepositoryRow {
  readonly id: number;
  readonly uuid: Uint8Array;
  readonly slug: string;
  readonly name: string;
  readonly git_directory: string | null;
  readonly created_on: number;
  readonly workspace_uuid: Uint8Array;
  readonly workspace_slug: string;
  readonly workspace_name: string;
}

export function toRepository(row: RepositoryRow): Repository {
  return {
    id: row.id,
    uuid: bytesToUuid(row.uuid),
    workspace: { uuid: bytesToUuid(row.workspace_uuid), slug: row.workspace_slug, name: row.workspace_name },
    slug: row.slug,
    name: row.name,
    gitDirectory: row.git_directory ?? undefined,
    createdOn: row.created_on,
  };
}
