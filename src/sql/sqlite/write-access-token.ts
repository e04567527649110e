import type { DatabaseSync } from 'node:sqlite';
import type { AccessToken } from '../../store/access-token-store.ts';

export function prepareAccessTokenWrites(database: DatabaseSync) {
  const insertFirst = database.prepare(`
    insert into access_tokens (name, hash, created_on)
    select ?, ?, ? where not exists (select 1 from access_tokens)`);

  return {
    addFirst({ name, hash, createdOn }: AccessToken): boolean {
      return insertFirst.run(name, hash, createdOn).changes === 1;
    },
  };
}
