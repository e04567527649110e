import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { CompiledQuery, type Kysely } from 'kysely';
import type { SendPrepared } from '../prepared-query.ts';
import type { Tables } from '../tables.ts';
import { toDomainError } from './driver-error.ts';

/** Asks the connection itself. It must be one on which nobody writes: a read would see what may still be rolled back. */
export function sendDirectly(database: DatabaseSync): SendPrepared {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string) => {
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return async (sql, parameters) => {
    try {
      const statement = statements.get(sql) ?? prepare(sql);
      // What the query builder was given, of which its types admit only what SQLite takes.
      return statement.all(...(parameters as SQLInputValue[]));
    } catch (error) {
      throw toDomainError(error);
    }
  };
}

/** Waits with everybody else for the connection. */
export function sendInTurn(db: Kysely<Tables>): SendPrepared {
  return async (sql, parameters) => (await db.executeQuery(CompiledQuery.raw(sql, [...parameters]))).rows;
}
