import { openAdministration } from '../../src/server/open-administration.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

export interface TiedServer extends RunningServer {
  /** Ties the repository of that full name, made where it is missing, to a Git directory. */
  tie(name: string, gitPath: string): Promise<void>;
}

/** A server in development whose repositories can have Git directories. */
export async function startTiedServer(): Promise<TiedServer> {
  await using parts = new AsyncDisposableStack();
  const { path: dataDirectory } = parts.use(createTemporaryDirectory());
  const server = parts.use(await startServer({ memory: false, data: dataDirectory, logLevel: 'silent' }));
  const opened = parts.move();
  return {
    ...server,
    async tie(name, gitPath) {
      const [workspace = '', slug = ''] = name.split('/');
      await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
      await administration.addRepository({ address: { workspace, slug }, gitPath });
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
