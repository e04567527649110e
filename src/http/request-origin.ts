import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../domain/error.ts';

const hostAndPort = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** The origin that links begin with: the public one where it is set, else the one the request came to. */
export function requestOrigin(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol}://${requestHost(request)}`;
}

/** The host that the request came to, with its port where it has one of its own. Throws invalid when it is none. */
export function requestHost(request: FastifyRequest): string {
  // HTTP/1.0 knows no Host header.
  const host = request.host || `${request.socket.localAddress}:${request.socket.localPort}`;
  if (hostAndPort.test(host) && URL.canParse(`http://${host}`)) return host;
  throw new ServiceError('invalid', 'The Host header is missing or not a host.');
}
