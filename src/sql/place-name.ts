import { sql } from 'kysely';

/** `acme` or `acme/widgets` for what a row of that table is bound to; null for the whole server, and for what is gone. */
export function placeName(table: 'access_tokens' | 'account_permissions') {
  return sql<string | null>`(
    select workspaces.slug || case when ${sql.ref(`${table}.repository_id`)} = 0 then '' else '/' || repositories.slug end
    from workspaces left join repositories
      on repositories.id = ${sql.ref(`${table}.repository_id`)} and repositories.removed_on is null
    where workspaces.id = case when ${sql.ref(`${table}.repository_id`)} = 0
      then ${sql.ref(`${table}.workspace_id`)} else repositories.workspace_id end)`;
}
