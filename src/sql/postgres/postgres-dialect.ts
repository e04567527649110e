import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** The collation that folds case as JavaScript does, by the full mappings of Unicode. */
const unicode = sql`collate "und-x-icu"`;

export const postgresDialect: Dialect = {
  contains: (text, part) => sql`position(lower(cast(${part} as text) ${unicode}) in lower((${text}) ${unicode})) > 0`,
  hex: (bytes) => sql`encode(${bytes}, 'hex') collate "C"`,
  lockRepository: (repositoryId) => sql`select lock_repository(${repositoryId})`,
  lockRegistry: () => sql`select lock_registry()`,
};
