import { type RunningProgram, startProgram } from './program.ts';

/** Starts so many compiled servers on one database, all at the same time. */
export async function startCluster(
  url: string,
  count: number,
  flags: readonly string[] = [],
): Promise<AsyncDisposable & { readonly servers: readonly RunningProgram[] }> {
  await using parts = new AsyncDisposableStack();
  const start = () => startProgram(['dev', '--port', '0', ...flags], { env: { SIGNALBOX_DATABASE_URL: url } });
  const servers = await Promise.all(Array.from({ length: count }, async () => parts.use(await start())));
  const opened = parts.move();
  return { servers, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
