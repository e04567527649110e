import type { Command } from 'commander';
import { parseStoreConfig, type StoreConfig } from '../config/store-config.ts';
import {
  backUpDatabase,
  distributeDatabase,
  migrateDatabase,
  readDatabaseStatus,
} from '../server/database-administration.ts';
import { givenSettings } from './add-options.ts';
import { describeStatus, presentStatus } from './database-status-text.ts';
import { printError } from './print.ts';
import { openProgressBar, type ProgressBar } from './progress-bar.ts';
import { addStoreOptions, answer, type StoreFlags } from './store-command.ts';

export function addDatabaseCommands(program: Command): void {
  const group = program
    .command('database')
    .summary('look after the database')
    .description('Looks after the database of the store, also while servers run on it.');

  addStoreOptions(group.command('migrate').description('bring the database to the newest schema')).action(migrate);
  addStoreOptions(group.command('status').description('tell what the database is, holds, and has room for')).action(
    status,
  );
  addStoreOptions(group.command('backup').description('back up the data into a new file, while servers run'))
    .argument('<FILE>', 'the file to make')
    .action(backUp);
  addStoreOptions(
    group.command('distribute').description('distribute the tables of a PostgreSQL database over the nodes of Citus'),
  ).action(distribute);
}

async function migrate(flags: StoreFlags): Promise<void> {
  const applied = (await migrateDatabase(parseStoreConfig(givenSettings(flags)))).map(({ name }) => name);
  const text = applied.length === 0 ? 'The schema is the newest already.' : `Applied ${applied.join(', ')}.`;
  answer(flags, { applied }, text);
}

async function status(flags: StoreFlags): Promise<void> {
  const read = await readDatabaseStatus(parseStoreConfig(givenSettings(flags)));
  answer(flags, presentStatus(read), describeStatus(read));
}

async function backUp(file: string, flags: StoreFlags): Promise<void> {
  const made = await backUpWithBar(parseStoreConfig(givenSettings(flags)), file);
  if ('file' in made) {
    answer(flags, made, `Backed up into ${made.file}, ${made.bytes} bytes.`);
    return;
  }
  printError(
    'signalbox: No backup was made: PostgreSQL has its own programs for that. The first of these backs up, the second restores.',
  );
  answer(flags, made, `${made.backup}\n${made.restore}`);
  process.exitCode = 1;
}

async function backUpWithBar(config: StoreConfig, file: string) {
  let bar: ProgressBar | undefined;
  using _bar = { [Symbol.dispose]: () => bar?.[Symbol.dispose]() };
  return await backUpDatabase(config, file, {
    async start(total) {
      bar = await openProgressBar({ what: 'Backing up', unit: 'pages', total });
    },
    advance: (pages) => bar?.advance(pages),
  });
}

async function distribute(flags: StoreFlags): Promise<void> {
  const tables = await distributeDatabase(parseStoreConfig(givenSettings(flags)));
  const text = tables.length === 0 ? 'All tables were distributed already.' : `Distributed ${tables.join(', ')}.`;
  answer(flags, { distributed: tables }, text);
}
