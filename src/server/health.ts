import type { FastifyInstance } from 'fastify';
import { openToAll } from '../http/authentication.ts';
import type { Store } from '../store/store.ts';

const forProbes = { schema: { hide: true }, config: { [openToAll]: true } };

/** `/healthz`: the process is alive. `/readyz`: it can do its work, because the store can be read and written. */
export function registerHealth(app: FastifyInstance, store: Store): void {
  app.get('/healthz', forProbes, async () => ({ status: 'alive' }));
  app.get('/readyz', forProbes, async () => {
    await store.checkReachable();
    return { status: 'ready' };
  });
}
