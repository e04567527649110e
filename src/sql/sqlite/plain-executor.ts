import type { DatabaseSync } from 'node:sqlite';
import { executeCommand } from '../execute-command.ts';
import type { PlainExecutor } from './command-executor.ts';
import { openKysely } from './kysely-database.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** Executes plain commands on a connection that nothing else reads through. */
export function createPlainExecutor(database: DatabaseSync): PlainExecutor {
  const db = openKysely(database);
  return (command) => executeCommand(db, sqliteDialect, command);
}
