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

/** Executes one command of a transaction, at once where that is possible. */
type Attempt = (writing: Writing, command: WriteCommand) => WriteOutcome | Promise<WriteOutcome>;

/**
 * Executes the commands in one transaction. When one of them fails, all are done again in one in which each can be undone
 * alone, so that the bad one fails alone; that is rare, and cheaper than a savepoint for each from the beginning. When the
 * database itself cannot be written, all fail.
 */
export async function writeBatch(
  writing: Writing,
  commands: readonly WriteCommand[],
): Promise<readonly WriteOutcome[]> {
  try {
    writing.checkFile?.();
    return await inTransaction(writing, commands, attempt);
  } catch (thrown) {
    const error = toDomainError(thrown);
    if (commands.length === 1 || isUnavailable(error)) return commands.map(() => ({ ok: false, error }));
  }
  try {
    return await inTransaction(writing, commands, attemptAlone);
  } catch (thrown) {
    const error = toDomainError(thrown);
    return commands.map(() => ({ ok: false, error }));
  }
}

async function inTransaction(
  writing: Writing,
  commands: readonly WriteCommand[],
  tryOne: Attempt,
): Promise<readonly WriteOutcome[]> {
  const { database } = writing;
  database.exec('begin immediate');
  try {
    const outcomes: WriteOutcome[] = [];
    for (const command of commands) {
      const outcome = tryOne(writing, command);
      outcomes.push(outcome instanceof Promise ? await outcome : outcome);
    }
    database.exec('commit');
    return outcomes;
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

function attempt({ execute }: Writing, command: WriteCommand): WriteOutcome | Promise<WriteOutcome> {
  const result = execute(command);
  if (!(result instanceof Promise)) return { ok: true, value: result };
  return result.then((value) => ({ ok: true, value }));
}

/** What the command has changed is undone when it fails. Throws what concerns the others, too. */
async function attemptAlone(writing: Writing, command: WriteCommand): Promise<WriteOutcome> {
  const { database } = writing;
  database.exec('savepoint command');
  try {
    const outcome = await attempt(writing, command);
    database.exec('release command');
    return outcome;
  } catch (thrown) {
    const error = toDomainError(thrown);
    if (isUnavailable(error) || !database.isTransaction) throw error;
    database.exec('rollback to command; release command');
    return { ok: false, error };
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'unavailable';
}
