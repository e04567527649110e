import type { FastifyRequest } from 'fastify';
import { accessTokenIn } from './request-target.ts';

/** What a request brings to say who makes it. */
export interface Credentials {
  readonly name?: string | undefined;
  readonly token: string;
}

const maxNameLength = 255;

/** User names that Bitbucket has a token sent with: they name nobody. */
const tokenUserNames: readonly string[] = ['x-token-auth', 'x-bitbucket-api-token-auth'];

/**
 * The credentials of a request: those of its header, else the access token among the parameters, which Bitbucket documents
 * for every method but POST. `undefined` without any, and for schemes that nobody here can check, such as OAuth 1.
 */
export function credentialsOf(
  request: Pick<FastifyRequest, 'method' | 'headers' | 'originalUrl'>,
): Credentials | undefined {
  const inHeader = parseAuthorization(request.headers.authorization);
  if (inHeader !== undefined || request.method === 'POST') return inHeader;
  const token = accessTokenIn(request.originalUrl);
  return token ? { token } : undefined;
}

function parseAuthorization(header: string | undefined): Credentials | undefined {
  // A scheme with nothing behind it is a token that is empty, of a variable that was not set, say: wrong, and not nobody's.
  const [, scheme = '', value = ''] = /^(\S+)(?:\s+(.*))?$/.exec(header ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return parseBasic(value);
    case 'bearer':
      return { token: value.trim() };
    default:
      return undefined;
  }
}

/** Whatever is no base64, or has no colon, gives a name or a token that nobody has. */
function parseBasic(value: string): Credentials {
  const [name = '', ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
  const token = rest.join(':');
  return tokenUserNames.includes(name) ? { token } : { name: cleanName(name), token };
}

/** A user name is shown and stored, and may hold anything. */
function cleanName(name: string): string {
  return [...name.replace(/\p{Cc}/gu, '').toWellFormed()].slice(0, maxNameLength).join('');
}
