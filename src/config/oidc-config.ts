import { isLoopback } from '../domain/loopback.ts';
import { oidcOptions, spellOption } from './options.ts';
import type { Parsed, Reader } from './setting-reader.ts';

/** A provider of OpenID Connect, and how this server is known to it. */
export interface OidcConfig {
  /** As the provider spells it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Not for logs. */
  readonly clientSecret: string;
}

/** All three settings, or none. */
export function readOidc(read: Reader, problems: string[]): OidcConfig | undefined {
  const missing = oidcOptions.filter((name) => read.text(name) === undefined);
  if (missing.length === oidcOptions.length) return undefined;
  if (missing.length > 0) {
    problems.push(
      `${oidcOptions.map(spellOption).join(', ')} go together: ${missing.map(spellOption).join(' and ')} is missing.`,
    );
  }
  return {
    issuer: read.checked('oidcIssuer', parseIssuer) ?? '',
    clientId: read.text('oidcClientId') ?? '',
    clientSecret: read.text('oidcClientSecret') ?? '',
  };
}

/** What is signed in with must not cross a network readable; on this machine itself there is none. */
function parseIssuer(text: string): Parsed<string> {
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(hostIn(url)));
  const isPlain = url !== null && url.username === '' && url.password === '' && !/[?#]/.test(text);
  return isSafe && isPlain
    ? { value: text }
    : { problem: 'is the address of a provider, like https://login.example.com, and begins with https://' };
}

function hostIn({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
