import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How often connections are looked through that have become idle while the server closes. */
const checkEveryMs = 20;

/** How long requests in flight may take to finish. */
const graceMs = 10_000;

/**
 * Makes `closeApp` able to tell the connections apart on which nothing was ever sent: browsers open such, and Node counts
 * them among the busy ones.
 */
export function trackConnections(app: FastifyInstance): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  const follow = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  app.server.on('connection', follow);
  // Inside of such a connection, as soon as both sides have agreed on a key.
  app.server.on('secureConnection', follow);
  return open;
}

/**
 * Finishes the requests in flight, and closes each connection when its request is finished. Node itself closes only those
 * that are idle at the beginning, and then waits for clients that keep theirs open. What has not finished in time is cut.
 */
export async function closeApp(app: FastifyInstance, connections: ReadonlySet<Socket>): Promise<void> {
  const check = setInterval(() => {
    app.server.closeIdleConnections();
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  }, checkEveryMs);
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearInterval(check);
    clearTimeout(cut);
  }
}
