import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../domain/error.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program. Choose another with --port, or 0 for any free one',
  EACCES: 'may not be used by this user. Choose one above 1023 with --port',
  EADDRNOTAVAIL: 'is not an address of this machine. Choose another with --host',
  ENOTFOUND: 'is not an address of this machine. Choose another with --host',
};

/** Starts to listen, and gives the base URL. Throws unavailable, with what to do, when the address cannot be had. */
export async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? reasons[String(cause.code)] : undefined;
    if (reason === undefined) throw cause;
    throw new ServiceError('unavailable', `${host}:${port} ${reason}.`, { cause });
  }
  // A TCP server that listens has an address with a port.
  const address = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
