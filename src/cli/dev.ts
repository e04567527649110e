import type { Command } from 'commander';
import { type GivenOptions, limitOptions, storeOptions } from '../config/options.ts';
import { addOptions } from './add-options.ts';
import { runServer } from './run-server.ts';

export function addDevCommand(program: Command): void {
  const command = program
    .command('dev')
    .summary('run a server for development, on this machine only')
    .description(
      'Runs a server for development, on this machine only. Any credentials are accepted, and the user name becomes the author of what is reported; workspaces and repositories appear when they are first written to.',
    );
  addOptions(command, [
    'host',
    'port',
    ...storeOptions,
    'memory',
    'publicUrl',
    'trustedProxies',
    ...limitOptions,
    'strict',
    'logLevel',
  ]).action((flags: GivenOptions) => runServer('dev', flags));
}
