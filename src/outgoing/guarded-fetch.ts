import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { isPublicAddress } from './public-address.ts';

export interface GuardedFetchOptions {
  /** May be reached wherever it is, and without TLS; all others only at public addresses, and by TLS. */
  readonly trustedOrigin: string;
  /** For the whole of a request. */
  readonly timeoutMs: number;
  /** The largest body that is read. */
  readonly maxBytes: number;
}

export interface GuardedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | URLSearchParams | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GuardedFetch extends AsyncDisposable {
  /** Follows no redirects. Throws when the address is closed, and when the answer takes too long or is too large. */
  fetch(url: string, request: GuardedRequest): Promise<Response>;
}

/**
 * Makes requests to addresses that somebody else has named, and that might lead to what only this machine can reach. What
 * counts is the address that is connected to, whatever the name was resolved to before.
 */
export function createGuardedFetch({ trustedOrigin, timeoutMs, maxBytes }: GuardedFetchOptions): GuardedFetch {
  const trusted = new Agent({ maxResponseSize: maxBytes });
  const guarded = new Agent({ maxResponseSize: maxBytes, connect: connectToPublic });
  return {
    async fetch(url, { method, headers, body, signal }) {
      const { origin, protocol } = new URL(url);
      const isTrusted = origin === trustedOrigin;
      if (!isTrusted && protocol !== 'https:') throw new Error(`${origin} is not to be asked without TLS.`);
      const timeout = AbortSignal.timeout(timeoutMs);
      const answer = await request(url, {
        dispatcher: isTrusted ? trusted : guarded,
        method,
        headers: { ...headers },
        body: body instanceof URLSearchParams ? body.toString() : (body ?? null),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return toResponse(answer.statusCode, answer.headers, await answer.body.bytes());
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([trusted.destroy(), guarded.destroy()]);
    },
  };
}

/** Takes those alone of a name's addresses that are public. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses = []) => {
    const [first, ...rest] = addresses.filter(({ address }) => isPublicAddress(address));
    if (error) return callback(error, '');
    if (first === undefined) return callback(notPublic(hostname), '');
    return options.all ? callback(null, [first, ...rest]) : callback(null, first.address, first.family);
  });
};

const connector = buildConnector({ lookup: lookupPublic });

/** What is an address already is never looked up. */
const connectToPublic: buildConnector.connector = (options, callback) => {
  const hostname = options.hostname.replace(/^\[|\]$/g, '');
  if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) return callback(notPublic(hostname), null);
  return connector(options, callback);
};

function notPublic(hostname: string): Error {
  return new Error(`${hostname} is at no public address, and not to be asked therefore.`);
}

function toResponse(
  status: number,
  sent: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array,
): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers });
}
