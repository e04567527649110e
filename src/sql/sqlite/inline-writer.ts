import type { DatabaseSync } from 'node:sqlite';
import type { BatchWriter } from '../write-command.ts';
import { prepareCommandExecutor } from './command-executor.ts';
import { writeBatch } from './write-batch.ts';

/**
 * Writes on the calling thread, through the connection that reads: for a database in memory, which only its own connection
 * can see and which never waits for a disk. The connection is closed by whoever opened it.
 */
export function createInlineWriter(database: DatabaseSync): BatchWriter {
  const execute = prepareCommandExecutor(database);
  return {
    write: async (commands) => writeBatch({ database, execute }, commands),
    [Symbol.asyncDispose]: async () => {},
  };
}
