import { once } from 'node:events';
import { type Config, parseConfig } from '../config/config.ts';
import type { GivenOptions } from '../config/options.ts';
import { composeServer } from '../server/compose-server.ts';
import { givenSettings } from './add-options.ts';
import { print, printError } from './print.ts';

/** Runs a server until it is told to stop; then finishes the requests in flight. */
export async function runServer(mode: Config['mode'], flags: GivenOptions): Promise<void> {
  const config = parseConfig(mode, givenSettings(flags));
  await using server = await composeServer(config);
  warnOfExposure(config);
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  if (server.administratorToken !== undefined) {
    print(`Administrator's access token, shown this once: ${server.administratorToken}`);
  }
  const baseUrl = await server.listen();
  print(`Signalbox is ready at ${baseUrl}`);
  await stopped;
}

function warnOfExposure({ transport, host }: Config): void {
  if (transport.kind === 'https' || !transport.isExposed) return;
  printError(
    `signalbox: On ${host}, passwords and access tokens cross the network readable, as --insecure-http (SIGNALBOX_INSECURE_HTTP) allows.`,
  );
}
