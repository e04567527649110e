import type { Kysely } from 'kysely';
import { isUuid, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import type { RepositoryStore } from '../store/repository-store.ts';
import { uuidToBytes } from './binary.ts';
import { type ParameterOf, prepareQuery } from './prepared-query.ts';
import { toRepository } from './repository-rows.ts';
import type { Tables } from './tables.ts';

/** What Bitbucket lets stand for the workspace beside the UUID of a repository. */
const anyWorkspace = '{}';

/** Prepares the lookup of a repository, which every request begins with. */
export function prepareFindRepository(db: Kysely<Tables>): RepositoryStore['findRepository'] {
  const findBySlugs = prepareQuery(db, (parameter: ParameterOf<RepositoryAddress>) =>
    selectRepositories(db)
      .where('repositories.slug', '=', parameter('slug'))
      .where('workspaces.slug', '=', parameter('workspace')),
  );
  return async ({ workspace, slug }) => {
    if (workspace.startsWith('{') || slug.startsWith('{')) return findByUuid(db, { workspace, slug });
    const [row] = await findBySlugs({ workspace: workspace.toLowerCase(), slug: slug.toLowerCase() });
    return row && toRepository(row);
  };
}

async function findByUuid(db: Kysely<Tables>, address: RepositoryAddress): Promise<Repository | undefined> {
  let query = selectRepositories(db);
  query = isUuid(address.slug)
    ? query.where('repositories.uuid', '=', uuidToBytes(address.slug))
    : query.where('repositories.slug', '=', address.slug.toLowerCase());
  if (isUuid(address.workspace)) {
    query = query.where('workspaces.uuid', '=', uuidToBytes(address.workspace));
  } else if (address.workspace !== anyWorkspace || !isUuid(address.slug)) {
    query = query.where('workspaces.slug', '=', address.workspace.toLowerCase());
  }
  const row = await query.executeTakeFirst();
  return row && toRepository(row);
}

export async function listRepositories(db: Kysely<Tables>): Promise<readonly Repository[]> {
  const rows = await selectRepositories(db).orderBy('workspaces.slug').orderBy('repositories.slug').execute();
  return rows.map(toRepository);
}

function selectRepositories(db: Kysely<Tables>) {
  return db
    .selectFrom('repositories')
    .innerJoin('workspaces', 'workspaces.id', 'repositories.workspace_id')
    .where('repositories.removed_on', 'is', null)
    .select([
      'repositories.id',
      'repositories.uuid',
      'repositories.slug',
      'repositories.name',
      'repositories.git_directory',
      'repositories.created_on',
      'workspaces.uuid as workspace_uuid',
      'workspaces.slug as workspace_slug',
      'workspaces.name as workspace_name',
    ]);
}
