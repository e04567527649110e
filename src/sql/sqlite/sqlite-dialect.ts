import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** SQLite's own functions fold the case of ASCII letters only. */
const foldCase = 'signalbox_fold_case';

export const sqliteDialect: Dialect = {
  contains: (text, part) => sql`instr(${sql.raw(foldCase)}(${text}), ${part.toLowerCase()}) > 0`,
  // SQLite takes the digits of null for an empty text.
  hex: (bytes) => sql`nullif(lower(hex(${bytes})), '')`,
  isAmong: (bytes, digits) => sql`${bytes} in (select unhex(value) from json_each(${digits}))`,
  // A writing transaction has the whole database for itself.
  lockRepository: () => undefined,
  lockRegistry: () => undefined,
};

/** Gives the connection the function that the dialect calls. */
export function addDialectFunctions(database: DatabaseSync): void {
  database.function(foldCase, { deterministic: true }, (text) =>
    typeof text === 'string' ? text.toLowerCase() : null,
  );
}
