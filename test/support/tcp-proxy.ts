import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server, as a network does, and fails as one. */
export interface TcpProxy extends AsyncDisposable {
  readonly baseUrl: string;
  /** How many connections have come so far. */
  readonly count: () => number;
  /** Where connections go from now on. */
  lead(baseUrl: string): void;
  /** Cuts all that are open. */
  cut(): void;
}

export interface TcpProxyOptions {
  /** After how many bytes of answers a connection is cut; without, never. */
  readonly cutAfter?: () => number | undefined;
}

export async function startTcpProxy(
  baseUrl: string,
  { cutAfter = () => undefined }: TcpProxyOptions = {},
): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let target = new URL(baseUrl);
  let count = 0;
  const follow = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    count += 1;
    const upstream = connect(Number(target.port), target.hostname);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    follow(client);
    follow(upstream);
    client.on('close', end).pipe(upstream);
    upstream.on('close', end);
    forward(upstream, client, cutAfter(), end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    count: () => count,
    lead(to) {
      target = new URL(to);
    },
    cut,
    async [Symbol.asyncDispose]() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}

function forward(upstream: Socket, client: Socket, limit: number | undefined, end: () => void): void {
  let left = limit ?? Number.POSITIVE_INFINITY;
  upstream.on('data', (chunk: Buffer) => {
    client.write(chunk.subarray(0, left), () => {
      if (left <= 0) end();
    });
    left -= chunk.length;
  });
}
