import type { Scope } from '../domain/scope.ts';

/** How a request says who makes it, for `/openapi.json`. */
export const securitySchemes = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'Any user name, with an access token as the password. `signalbox dev` takes any password.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'An access token.' },
  access_token: {
    type: 'apiKey',
    in: 'query',
    name: 'access_token',
    description: 'An access token in the URL. Not with POST.',
  },
} as const;

/**
 * What an operation asks for, of each way to sign in the scopes. Reading what is public needs no credentials, nor does anything
 * with `signalbox dev`. For POST, Bitbucket takes no access token in the URL.
 */
export function securityFor(method: string, scopes: readonly Scope[]): readonly Readonly<Record<string, Scope[]>>[] {
  const inHeaders = [{}, { basic: [...scopes] }, { bearer: [...scopes] }];
  return method === 'POST' ? inHeaders : [...inHeaders, { access_token: [...scopes] }];
}

const scopesOfReaders: readonly Scope[] = ['repository', 'pullrequest'];

/** The same in words, for the end of a description. */
export function scopeSentence(scopes: readonly Scope[]): string {
  if (scopes.length === 0) return '';
  const names = `the scope${scopes.length === 1 ? '' : 's'} ${scopes.map((scope) => `\`${scope}\``).join(' and ')}`;
  const isForReaders = scopes.every((scope) => scopesOfReaders.includes(scope));
  return isForReaders ? ` What is private needs ${names}.` : ` Needs ${names}.`;
}
