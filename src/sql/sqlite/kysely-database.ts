import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Tables } from '../tables.ts';
import { toDomainError } from './driver-error.ts';

/** Distinct statements are few; the bound is there for the day when they are not. */
const maxCachedStatements = 500;

/** Kysely over a connection of Node's own SQLite, which it closes when it is destroyed. */
export function openKysely(database: DatabaseSync): Kysely<Tables> {
  return new Kysely({ dialect: new SqliteDialect({ database: toKyselyDatabase(database) }) });
}

/** The connection in the shape that Kysely's SQLite dialect drives. Prepared statements are kept. */
function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      if (statements.size >= maxCachedStatements) statements.clear();
      const statement = toKyselyStatement(prepare(database, sql));
      statements.set(sql, statement);
      return statement;
    },
  };
}

function prepare(database: DatabaseSync, sql: string): StatementSync {
  return translated(() => database.prepare(sql));
}

function toKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    // Kysely hands over what the query builder was given, and its types admit only what SQLite takes.
    all: (parameters) => translated(() => statement.all(...(parameters as SQLInputValue[]))),
    run: (parameters) => translated(() => statement.run(...(parameters as SQLInputValue[]))),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}

function translated<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw toDomainError(error);
  }
}
