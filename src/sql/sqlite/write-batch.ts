import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../domain/error.ts';
import type { WriteCommand, WriteOutcome } from '../write-command.ts';
import type { CommandExecutor } from './command-executor.ts';
import { toDomainError } from './driver-error.ts';

export interface Writing {
  readonly database: DatabaseSync;
  readonly execute: CommandExecutor;
  /** Throws when what is written would be lost. */
  readonly checkFile?: () => void;
}

/**
 * Executes the commands in one transaction. When one of them fails, they are done again one by one, so that the bad one
 * fails alone; that is rare, and cheaper than a savepoint for each. When the database itself cannot be written, all fail.
 */
export function writeBatch(writing: Writing, commands: readonly WriteCommand[]): readonly WriteOutcome[] {
  const { database, execute, checkFile } = writing;
  try {
    checkFile?.();
    const values = inTransaction(database, () => commands.map(execute));
    return values.map((value) => ({ ok: true, value }));
  } catch (thrown) {
    const error = toDomainError(thrown);
    const isUnavailable = error instanceof ServiceError && error.code === 'unavailable';
    if (commands.length === 1 || isUnavailable) return commands.map(() => ({ ok: false, error }));
    return commands.flatMap((command) => writeBatch(writing, [command]));
  }
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
