import { type Config, parseConfig } from '../../src/config/config.ts';
import type { GivenOptions } from '../../src/config/options.ts';
import { composeServer, type Overrides } from '../../src/server/compose-server.ts';

export interface RunningServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Only in `serve` mode, and only for a store that was empty. */
  readonly administratorToken: string | undefined;
}

/** Starts a server in this process, on a free port, and in memory where it may be, unless the flags say otherwise. */
export async function startServer(
  flags: GivenOptions = {},
  mode: Config['mode'] = 'dev',
  overrides: Overrides = {},
): Promise<RunningServer> {
  const config = parseConfig(mode, { flags: { port: '0', memory: mode === 'dev', ...flags }, environment: {} });
  await using parts = new AsyncDisposableStack();
  const server = parts.use(await composeServer(config, overrides));
  const baseUrl = await server.listen();
  const opened = parts.move();
  return {
    baseUrl,
    administratorToken: server.administratorToken,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
