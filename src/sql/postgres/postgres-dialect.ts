import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** The collation that folds case as JavaScript does, by the full mappings of Unicode. */
const unicode = sql`collate "und-x-icu"`;

export const postgresDialect: Dialect = {
  contains: (text, part) => sql`position(lower(cast(${part} as text) ${unicode}) in lower((${text}) ${unicode})) > 0`,
  hex: (bytes) => sql`encode(${bytes}, 'hex') collate "C"`,
  // An array, so that the index is looked into whatever number of them the planner expects.
  isAmong: (bytes, digits) =>
    sql`${bytes} = any (array(select decode(value, 'hex') from json_array_elements_text(cast(${digits} as json))))`,
  lockRepository: (repositoryId) => sql`select lock_repository(${repositoryId})`,
  lockRegistry: () => sql`select lock_registry()`,
};
