import type { Command } from 'commander';
import { parseStoreConfig } from '../config/config.ts';
import { type GivenOptions, storeOptions } from '../config/options.ts';
import { distributeDatabase } from '../server/database-administration.ts';
import { addOptions, givenSettings } from './add-options.ts';
import { print } from './print.ts';

type Flags = GivenOptions & { readonly json?: boolean };

export function addDatabaseCommands(program: Command): void {
  const group = program
    .command('database')
    .summary('look after the database')
    .description('Looks after the database of the store, also while servers run on it.');

  addStoreOptions(
    group.command('distribute').description('distribute the tables of a PostgreSQL database over the nodes of Citus'),
  ).action(distribute);
}

function addStoreOptions(command: Command): Command {
  return addOptions(command, storeOptions).option('--json', 'answer in JSON');
}

async function distribute(flags: Flags): Promise<void> {
  const tables = await distributeDatabase(parseStoreConfig(givenSettings(flags)));
  const text = tables.length === 0 ? 'All tables were distributed already.' : `Distributed ${tables.join(', ')}.`;
  answer(flags, { distributed: tables }, text);
}

function answer(flags: Flags, data: unknown, text: string): void {
  print(flags.json ? JSON.stringify(data) : text);
}
