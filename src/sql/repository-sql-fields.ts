import { sql } from 'kysely';
import type { RepositoryField } from '../query/repository-fields.ts';
import type { WorkspaceField } from '../query/workspace-fields.ts';
import { type Dialect, uuidText } from './dialect.ts';
import type { SqlFields } from './sql-fields.ts';

/** Where the fields of a repository are, in rows of `repositories` joined to `workspaces`. */
export function repositorySqlFields(dialect: Dialect): SqlFields<RepositoryField> {
  const workspace = workspaceSqlFields(dialect);
  return {
    name: { value: sql.ref('repositories.name') },
    slug: { value: sql.ref('repositories.slug') },
    full_name: { value: sql`workspaces.slug || '/' || repositories.slug` },
    uuid: { value: uuidText(dialect, sql.ref('repositories.uuid')) },
    description: { value: sql.ref('repositories.description') },
    language: { value: sql.ref('repositories.language') },
    // None is shown as null.
    website: { value: sql`nullif(repositories.website, '')` },
    scm: { value: sql`cast('git' as text)` },
    fork_policy: { value: sql.ref('repositories.fork_policy') },
    is_private: { value: sql.ref('repositories.is_private') },
    has_issues: { value: sql.ref('repositories.has_issues') },
    has_wiki: { value: sql.ref('repositories.has_wiki') },
    created_on: { value: sql.ref('repositories.created_on') },
    updated_on: { value: sql.ref('repositories.updated_on') },
    'project.key': { value: sql.ref('repositories.project_key') },
    'project.name': { value: sql.ref('repositories.project_name') },
    'workspace.slug': workspace.slug,
    'workspace.name': workspace.name,
    'workspace.uuid': workspace.uuid,
    'owner.uuid': workspace.uuid,
    // No repository is a fork of another.
    'parent.full_name': { value: sql`cast(null as text)` },
  };
}

/** Where the fields of a workspace are. */
export function workspaceSqlFields(dialect: Dialect): SqlFields<WorkspaceField> {
  return {
    slug: { value: sql.ref('workspaces.slug') },
    name: { value: sql.ref('workspaces.name') },
    uuid: { value: uuidText(dialect, sql.ref('workspaces.uuid')) },
    created_on: { value: sql.ref('workspaces.created_on') },
  };
}
