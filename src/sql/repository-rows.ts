import type { Repository, Workspace } from '../domain/repository.ts';
import type { RepositorySettings } from '../domain/repository-settings.ts';
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
  readonly description: string;
  readonly is_private: number;
  readonly has_issues: number;
  readonly has_wiki: number;
  readonly fork_policy: RepositorySettings['forkPolicy'];
  readonly language: string;
  readonly website: string;
  readonly main_branch: string | null;
  readonly project_key: string;
  readonly project_name: string;
  readonly git_directory: string | null;
  readonly created_on: number;
  readonly updated_on: number;
  readonly removed_on: number | null;
}

export interface RepositoryAliasesTable {
  readonly workspace_id: number;
  readonly slug: string;
  readonly repository_id: number;
}

/** The columns that hold what people say about a repository. */
export const settingsColumns = [
  'name',
  'description',
  'is_private',
  'has_issues',
  'has_wiki',
  'fork_policy',
  'language',
  'website',
  'main_branch',
  'project_key',
  'project_name',
] as const satisfies readonly (keyof RepositoriesTable)[];

/** A repository joined to its workspace. */
export type RepositoryRow = Omit<RepositoriesTable, 'removed_on'> & {
  readonly workspace_uuid: Uint8Array;
  readonly workspace_slug: string;
  readonly workspace_name: string;
  readonly workspace_created_on: number;
};

export const repositoryColumns = [
  'repositories.id',
  'repositories.uuid',
  'repositories.workspace_id',
  'repositories.slug',
  ...settingsColumns.map((column) => `repositories.${column}` as const),
  'repositories.git_directory',
  'repositories.created_on',
  'repositories.updated_on',
  'workspaces.uuid as workspace_uuid',
  'workspaces.slug as workspace_slug',
  'workspaces.name as workspace_name',
  'workspaces.created_on as workspace_created_on',
] as const;

export function toRepository(row: RepositoryRow): Repository {
  return {
    id: row.id,
    uuid: bytesToUuid(row.uuid),
    workspace: toWorkspace({
      id: row.workspace_id,
      uuid: row.workspace_uuid,
      slug: row.workspace_slug,
      name: row.workspace_name,
      created_on: row.workspace_created_on,
    }),
    slug: row.slug,
    ...toSettings(row),
    gitDirectory: row.git_directory ?? undefined,
    createdOn: row.created_on,
    updatedOn: row.updated_on,
  };
}

export function toWorkspace(row: WorkspacesTable): Workspace {
  return { id: row.id, uuid: bytesToUuid(row.uuid), slug: row.slug, name: row.name, createdOn: row.created_on };
}

type SettingsRow = Pick<RepositoriesTable, (typeof settingsColumns)[number]>;

export function toSettings(row: SettingsRow): RepositorySettings {
  return {
    name: row.name,
    description: row.description,
    isPrivate: row.is_private === 1,
    hasIssues: row.has_issues === 1,
    hasWiki: row.has_wiki === 1,
    forkPolicy: row.fork_policy,
    language: row.language,
    website: row.website,
    mainBranch: row.main_branch ?? undefined,
    project: { key: row.project_key, name: row.project_name },
  };
}

export function toSettingsRow(settings: RepositorySettings): SettingsRow {
  return {
    name: settings.name,
    description: settings.description,
    is_private: Number(settings.isPrivate),
    has_issues: Number(settings.hasIssues),
    has_wiki: Number(settings.hasWiki),
    fork_policy: settings.forkPolicy,
    language: settings.language,
    website: settings.website,
    main_branch: settings.mainBranch ?? null,
    project_key: settings.project.key,
    project_name: settings.project.name,
  };
}
