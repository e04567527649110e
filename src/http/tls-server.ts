import { createServer, type Server, type ServerOptions } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { FastifyServerFactory } from 'fastify';

/** A certificate and its private key, as PEM. */
export interface TlsCredentials {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * How long a client may take to agree on a key, which needs a few short messages. Closing a server waits for that, and
 * gives requests in flight as long.
 */
const handshakeTimeout = 10_000;

/** How long a connection stays open between two requests; what Fastify has for a server of its own. */
const keepAliveTimeout = 72_000;

/**
 * Makes the one server that speaks TLS. Fastify would make a second for the second address of `localhost`, and a renewed
 * certificate would not reach it.
 */
export function createTlsServer(
  credentials: TlsCredentials,
  limits: Pick<ServerOptions, 'headersTimeout' | 'requestTimeout'>,
): FastifyServerFactory {
  const options = { ...limits, ...secure(credentials), handshakeTimeout, keepAliveTimeout };
  return (handler) => {
    const server = createServer(options, handler);
    // Whoever has agreed on no key cannot be answered, and would keep the connection while the answer waits.
    return server.on('tlsClientError', (_error, socket) => socket.destroy());
  };
}

/** Takes other credentials for the connections to come; those that are open keep theirs. */
export function renewCredentials(server: Pick<Server, 'setSecureContext'>, credentials: TlsCredentials): void {
  server.setSecureContext(secure(credentials));
}

/** Older versions of TLS are broken, whatever options Node itself was started with. */
function secure({ cert, key }: TlsCredentials): SecureContextOptions {
  return { cert, key, minVersion: 'TLSv1.2' };
}
