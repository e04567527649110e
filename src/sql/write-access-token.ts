import { type Kysely, sql } from 'kysely';
import type { AccessToken } from '../store/access-token-store.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Runs inside the caller's transaction. */
export async function addFirstAccessToken(
  db: Kysely<Tables>,
  dialect: Dialect,
  { name, hash, createdOn }: AccessToken,
): Promise<boolean> {
  await dialect.lockRegistry()?.execute(db);
  const known = await db.selectFrom('access_tokens').select(sql`1`.as('known')).limit(1).execute();
  if (known.length > 0) return false;
  await db.insertInto('access_tokens').values({ name, hash, created_on: createdOn }).execute();
  return true;
}
