// The thread that owns the writing connection. It takes a batch of commands at a time and answers with their outcomes.
import { parentPort, workerData } from 'node:worker_threads';
import { ServiceError } from '../../domain/error.ts';
import { executeCommand } from '../execute-command.ts';
import type { WriteCommand, WriteOutcome } from '../write-command.ts';
import { prepareCommandExecutor } from './command-executor.ts';
import { watchDatabaseFile } from './database-file.ts';
import { openKysely } from './kysely-database.ts';
import { openDatabase } from './open-database.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { writeBatch } from './write-batch.ts';

/** Errors lose their class between threads; what makes a `ServiceError` travels as data. */
export type ThreadOutcome =
  | Extract<WriteOutcome, { ok: true }>
  | ({ readonly ok: false } & Pick<ServiceError, 'code' | 'message' | 'fields' | 'cause'>);

const { path } = workerData as { readonly path: string };
const database = openDatabase(path);
const checkFile = watchDatabaseFile(path);
const db = openKysely(database);
const execute = prepareCommandExecutor(database, (command) => executeCommand(db, sqliteDialect, command));

parentPort?.on('message', async (commands: readonly WriteCommand[] | 'close') => {
  if (commands === 'close') {
    database.close();
    parentPort?.close();
    return;
  }
  const outcomes = await writeBatch({ database, execute, checkFile }, commands);
  parentPort?.postMessage(outcomes.map(toThreadOutcome));
});

function toThreadOutcome(outcome: WriteOutcome): ThreadOutcome {
  if (outcome.ok) return outcome;
  const { error } = outcome;
  if (error instanceof ServiceError) {
    const { code, message, fields, cause } = error;
    return { ok: false, code, message, fields, cause };
  }
  return { ok: false, code: 'internal', message: 'The database refused a write.', fields: undefined, cause: error };
}
