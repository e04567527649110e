import type { DatabaseSync } from 'node:sqlite';
import type { SharedCommand, WriteCommand, WriteResults } from '../write-command.ts';
import { prepareCommitStatusWrites } from './write-commit-status.ts';

type Result = WriteResults[keyof WriteResults];

/** Executes one command inside the caller's transaction. */
export type CommandExecutor = (command: WriteCommand) => Result | Promise<Result>;

/** Executes, inside the caller's transaction, what is the same on every database. */
export type SharedExecutor = (command: SharedCommand) => Promise<Result>;

/** Statuses are written by prepared statements, at once: nearly every command is one of them. */
export function prepareCommandExecutor(database: DatabaseSync, executeShared: SharedExecutor): CommandExecutor {
  const commitStatuses = prepareCommitStatusWrites(database);
  // A transaction that changes no row would not reach the disk, and so not notice that it is full.
  const touch = database.prepare('update migrations set applied_on = applied_on where number = 1');

  return (command) => {
    switch (command.kind) {
      case 'replace':
        return commitStatuses.replace(command);
      case 'update':
        return commitStatuses.update(command);
      case 'check_reachable':
        touch.run();
        return undefined;
      default:
        return executeShared(command);
    }
  };
}
