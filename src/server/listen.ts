import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { ServiceError } from '../domain/error.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program. Choose another with --port, or 0 for any free one',
  EACCES: 'may not be used by this user. Choose one above 1023 with --port',
  EADDRNOTAVAIL: 'is not an address of this machine. Choose another with --host',
  ENOTFOUND: 'is not an address of this machine. Choose another with --host',
};

/** Starts to listen, and gives the base URL. Throws unavailable, with what to do, when the address cannot be had. */
export async function listen(
  app: FastifyInstance,
  { host, port, transport }: Pick<Config, 'host' | 'port' | 'transport'>,
): Promise<string> {
  try {
    // Fastify itself would log http for a TLS server that it has not made.
    const listenTextResolver = (address: string) => `Listening at ${address.replace(/^http:/, `${transport.kind}:`)}`;
    await app.listen({ host, port, listenTextResolver });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? reasons[String(cause.code)] : undefined;
    if (reason === undefined) throw cause;
    throw new ServiceError('unavailable', `${host}:${port} ${reason}.`, { cause });
  }
  // A TCP server that listens has an address with a port.
  const address = app.server.address() as AddressInfo;
  return `${transport.kind}://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
