import { type Kysely, sql } from 'kysely';
import { rememberByObject } from '../domain/remember-by-object.ts';
import { isUuid, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import type { RepositoryStore } from '../store/repository-store.ts';
import { uuidToBytes } from './binary.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import { isInRange, isReached, rankAmong } from './reach-condition.ts';
import { readPage } from './read-page.ts';
import { repositoryColumns, toRepository } from './repository-rows.ts';
import { repositorySqlFields } from './repository-sql-fields.ts';
import type { Tables } from './tables.ts';

/** What Bitbucket lets stand for the workspace beside the UUID of a repository. */
const anyWorkspace = '{}';

type Reads = Pick<
  RepositoryStore,
  'findRepository' | 'findRenamedRepository' | 'listRepositories' | 'listRankedRepositories'
>;

const order = [sql`workspaces.slug`, sql`repositories.slug`];

/** Prepares the questions about repositories; every request begins with one of them. */
export function prepareRepositoryReads({ db, dialect, send }: Reading): Reads {
  const findBySlugs = prepareQuery(
    send,
    (parameter: ParameterOf<RepositoryAddress>) =>
      selectRepositories(db)
        .where('repositories.slug', '=', parameter('slug'))
        .where('workspaces.slug', '=', parameter('workspace')),
    { isShared: true },
  );
  const toRepositoryOnce = rememberByObject(toRepository);
  const fields = repositorySqlFields(dialect);

  return {
    async findRepository({ workspace, slug }) {
      if (workspace.startsWith('{') || slug.startsWith('{')) return findByUuid(db, { workspace, slug });
      const [row] = await findBySlugs({ workspace: workspace.toLowerCase(), slug: slug.toLowerCase() });
      return row && toRepositoryOnce(row);
    },

    async findRenamedRepository({ workspace, slug }) {
      const row = await selectRepositories(db)
        .innerJoin('repository_aliases', 'repository_aliases.repository_id', 'repositories.id')
        .where('repository_aliases.slug', '=', slug.toLowerCase())
        .where(isWorkspace(workspace))
        .executeTakeFirst();
      return row && toRepository(row);
    },

    async listRepositories({ workspaceId, ranges = [], ...page }) {
      let found = selectRepositories(db);
      if (workspaceId !== undefined) found = found.where('repositories.workspace_id', '=', workspaceId);
      for (const range of ranges) if (range.reach !== 'everything') found = found.where(isInRange(range));
      const { values, size } = await readPage(found, { fields, order, dialect }, page);
      return { values: values.map(toRepository), size };
    },

    async listRankedRepositories({ reaches, ...page }) {
      const rank = rankAmong(reaches, isReached);
      const found = selectRepositories(db).select(rank.$notNull().as('rank')).where(rank, 'is not', null);
      const ranked = { fields: { ...fields, rank: { value: rank } }, order, dialect };
      const { values, size } = await readPage(found, ranked, page);
      return { values: values.map((row) => ({ value: toRepository(row), rank: row.rank })), size };
    },
  };
}

async function findByUuid(db: Kysely<Tables>, address: RepositoryAddress): Promise<Repository | undefined> {
  const hasUuid = isUuid(address.slug);
  let query = hasUuid
    ? selectRepositories(db).where('repositories.uuid', '=', uuidToBytes(address.slug))
    : selectRepositories(db).where('repositories.slug', '=', address.slug.toLowerCase());
  if (address.workspace !== anyWorkspace || !hasUuid) query = query.where(isWorkspace(address.workspace));
  const row = await query.executeTakeFirst();
  return row && toRepository(row);
}

function isWorkspace(identifier: string) {
  return isUuid(identifier)
    ? sql<boolean>`workspaces.uuid = ${uuidToBytes(identifier)}`
    : sql<boolean>`workspaces.slug = ${identifier.toLowerCase()}`;
}

function selectRepositories(db: Kysely<Tables>) {
  return db
    .selectFrom('repositories')
    .innerJoin('workspaces', 'workspaces.id', 'repositories.workspace_id')
    .where('repositories.removed_on', 'is', null)
    .select(repositoryColumns);
}
