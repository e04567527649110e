import { isIPv6, type Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import { rememberLast } from '../domain/remember-last.ts';
import { forwardedPortOf } from './trusted-proxies.ts';

const hostAndPort = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const portAtTheEnd = /:\d+$/;
const portOfScheme = { http: '80', https: '443' } as const;

type Scheme = keyof typeof portOfScheme;

/**
 * The origin that links begin with: the public one where it is set, else the one the request came to. Behind a proxy that
 * is trusted this is what it forwards; of a list Fastify takes the last, which the proxy itself has added.
 */
export function requestOrigin(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${requestScheme(request)}://${requestHost(request)}`;
}

/** The host that the request came to, with its port unless it is the scheme's own. Throws invalid when it is none. */
export function requestHost(request: FastifyRequest): string {
  // HTTP/1.0 knows no Host header.
  const host = request.host || hostOf(request.socket);
  const port = portAtTheEnd.test(host) ? undefined : forwardedPortOf(request);
  const isNamed = port !== undefined && port !== portOfScheme[requestScheme(request)];
  const whole = isNamed ? `${host}:${port}` : host;
  if (isHost(whole)) return whole;
  throw new ServiceError('invalid', 'The Host header is missing or not a host.', {
    ...(whole !== request.headers.host && {
      detail: 'A proxy in front told it with X-Forwarded-Host or X-Forwarded-Port.',
    }),
  });
}

const isHost = rememberLast((text: string) => hostAndPort.test(text) && URL.canParse(`http://${text}`));

/** The address that a connection came to, as a URL writes it. */
export function hostOf({ localAddress = '', localPort }: Pick<Socket, 'localAddress' | 'localPort'>): string {
  return `${isIPv6(localAddress) ? `[${localAddress}]` : localAddress}:${localPort}`;
}

function requestScheme({ protocol }: FastifyRequest): Scheme {
  const scheme = protocol.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return scheme;
  throw new ServiceError('invalid', 'The X-Forwarded-Proto header is neither http nor https.');
}
