import { sql } from 'kysely';
import type { CommitStatusField } from '../query/commit-status-fields.ts';
import { type Dialect, uuidText } from './dialect.ts';
import { repositorySqlFields } from './repository-sql-fields.ts';
import type { SqlField, SqlFields } from './sql-fields.ts';

/** Where the fields of a status are, in rows of `commit_statuses` joined to their commit, repository and workspace. */
export function commitStatusSqlFields(dialect: Dialect): SqlFields<CommitStatusField> {
  const column = (name: string): SqlField => ({ value: sql.ref(`commit_statuses.${name}`) });
  const repository = repositorySqlFields(dialect);
  return {
    key: column('key'),
    state: column('state'),
    name: column('name'),
    description: column('description'),
    url: column('url'),
    refname: column('refname'),
    type: { value: sql`cast('build' as text)` },
    uuid: { value: uuidText(dialect, sql.ref('commit_statuses.uuid')) },
    created_on: column('created_on'),
    updated_on: column('updated_on'),
    'commit.hash': { value: dialect.hex(sql.ref('commits.hash')) },
    'repository.full_name': repository.full_name,
    'repository.name': repository.name,
    'repository.uuid': repository.uuid,
  };
}
