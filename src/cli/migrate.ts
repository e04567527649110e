import type { Command } from 'commander';
import { parseMoveConfig } from '../config/move-config.ts';
import { connectionOptions, type GivenOptions } from '../config/options.ts';
import { moveData } from '../server/move-data.ts';
import { addOptions, givenSettings } from './add-options.ts';
import { print, printError } from './print.ts';
import { openProgressBar, type ProgressBar } from './progress-bar.ts';

type Flags = GivenOptions & { readonly json?: boolean };

export function addMigrateCommand(program: Command): void {
  const command = program
    .command('migrate')
    .summary('move all data to another database, or to a file and back')
    .description(
      'Copies everything from one place to another that is empty, and compares the two. Stop the servers on the source first. Interrupted, it goes on where it was when it is run again.',
    );
  addOptions(command, ['from', 'to', ...connectionOptions])
    .option('--json', 'answer in JSON')
    .action(migrate);
}

async function migrate(flags: Flags): Promise<void> {
  const config = parseMoveConfig(givenSettings(flags));
  let bar: ProgressBar | undefined;
  using _bar = { [Symbol.dispose]: () => bar?.[Symbol.dispose]() };
  const tables = await moveData(config, {
    async step(what, total) {
      bar?.[Symbol.dispose]();
      bar = await openProgressBar({ what, unit: 'rows', total });
    },
    advance: (rows) => bar?.advance(rows),
  });
  answer(flags, tables, config.to.kind === 'ndjson' && config.to.file === '-');
}

function answer(flags: Flags, tables: Awaited<ReturnType<typeof moveData>>, isStandardOutputTaken: boolean): void {
  const say = isStandardOutputTaken ? printError : print;
  const lines = tables.map(({ table, rows }) => `${table}\t${rows}`);
  const text = [...lines, 'Everything was moved, and is the same on both sides.'].join('\n');
  say(flags.json ? JSON.stringify({ tables }) : text);
}
