import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { executeCommand } from '../execute-command.ts';
import type { Tables } from '../tables.ts';
import type { BatchWriter } from '../write-command.ts';
import { prepareCommandExecutor } from './command-executor.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { writeBatch } from './write-batch.ts';

/**
 * Writes on the calling thread, through the connection that reads: for a database in memory, which only its own connection
 * can see and which never waits for a disk. The connection is closed by whoever opened it.
 */
export function createInlineWriter(database: DatabaseSync, db: Kysely<Tables>): BatchWriter {
  let connection = db;
  const execute = prepareCommandExecutor(database, (command) => executeCommand(connection, sqliteDialect, command));
  return {
    // Reads wait for the connection: they would see what may still be rolled back.
    write: (commands) =>
      db.connection().execute((reserved) => {
        connection = reserved;
        return writeBatch({ database, execute }, commands);
      }),
    [Symbol.asyncDispose]: async () => {},
  };
}
