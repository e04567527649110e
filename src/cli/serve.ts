import type { Command } from 'commander';
import { type GivenOptions, limitOptions, oidcOptions, storeOptions, transportOptions } from '../config/options.ts';
import { addOptions } from './add-options.ts';
import { runServer } from './run-server.ts';

export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .summary('run a server for production')
    .description(
      "Runs a server for production: every write needs an access token. The first start prints an administrator's token, this once; send it as the password of Basic authentication or as a Bearer token. On an address that other machines can reach it wants one of --behind-proxy, --tls-cert with --tls-key, and --insecure-http.",
    );
  addOptions(command, [
    'host',
    'port',
    ...storeOptions,
    'publicUrl',
    'trustedProxies',
    ...transportOptions,
    ...limitOptions,
    'strict',
    'bitbucketScopes',
    'sharedStatuses',
    ...oidcOptions,
    'logLevel',
  ]).action((flags: GivenOptions) => runServer('serve', flags));
}
