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
export async function writeBatch(
  writing: Writing,
  commands: readonly WriteCommand[],
): Promise<readonly WriteOutcome[]> {
  try {
    writing.checkFile?.();
    const values = await inTransaction(writing, commands);
    return values.map((value) => ({ ok: true, value }));
  } catch (thrown) {
    const error = toDomainError(thrown);
    const isUnavailable = error instanceof ServiceError && error.code === 'unavailable';
    if (commands.length === 1 || isUnavailable) return commands.map(() => ({ ok: false, error }));
    const outcomes: WriteOutcome[] = [];
    for (const command of commands) outcomes.push(...(await writeBatch(writing, [command])));
    return outcomes;
  }
}

async function inTransaction({ database, execute }: Writing, commands: readonly WriteCommand[]) {
  database.exec('begin immediate');
  try {
    const results: Awaited<ReturnType<CommandExecutor>>[] = [];
    for (const command of commands) {
      const result = execute(command);
      results.push(result instanceof Promise ? await result : result);
    }
    database.exec('commit');
    return results;
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
