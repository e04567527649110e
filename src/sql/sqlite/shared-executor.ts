import type { DatabaseSync } from 'node:sqlite';
import { executeCommand } from '../execute-command.ts';
import type { SharedExecutor } from './command-executor.ts';
import { openKysely } from './kysely-database.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** Executes commands that every database shares, on a connection that nothing else reads through. */
export function createSharedExecutor(database: DatabaseSync): SharedExecutor {
  const db = openKysely(database);
  return (command) => executeCommand(db, sqliteDialect, command);
}
