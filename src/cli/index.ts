import { Command } from 'commander';
import { readVersion } from '../config/version.ts';
import { ServiceError } from '../domain/error.ts';
import { addAccountCommands } from './account.ts';
import { addAuditCommands } from './audit.ts';
import { addConsumerCommands } from './consumer.ts';
import { addDatabaseCommands } from './database.ts';
import { addDevCommand } from './dev.ts';
import { addGateCommands } from './gate.ts';
import { addMigrateCommand } from './migrate.ts';
import { printError, tolerateClosedOutput } from './print.ts';
import { addRepositoryCommands } from './repository.ts';
import { addServeCommand } from './serve.ts';
import { addTokenCommands } from './token.ts';
import { addWaitCommand } from './wait.ts';

/** Runs the command that the arguments name. A failure that people can mend is told in a sentence; exit code 1. */
export async function run(argv: readonly string[]): Promise<void> {
  tolerateClosedOutput();
  const program = new Command('signalbox')
    .description("A server for commit build statuses that speaks Bitbucket Cloud's API.")
    .version(readVersion())
    .showHelpAfterError('(signalbox --help tells more)');
  addDevCommand(program);
  addServeCommand(program);
  addRepositoryCommands(program);
  addAccountCommands(program);
  addTokenCommands(program);
  addConsumerCommands(program);
  addAuditCommands(program);
  addWaitCommand(program);
  addGateCommands(program);
  addMigrateCommand(program);
  addDatabaseCommands(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    for (const line of error.message.split('\n')) printError(`signalbox: ${line}`);
    process.exitCode = 1;
  }
}
