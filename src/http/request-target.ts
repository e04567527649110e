import { findParameter, withoutParameter } from './query-string.ts';

/** What the first line of a request names, read. */
export interface RequestTarget {
  /** Only in the absolute form, where it counts in place of the Host header (RFC 9112, section 3.2.2). */
  readonly host: string | undefined;
  /** Path and query, in the one form that routes and links know. */
  readonly url: string;
}

const absoluteForm = /^https?:\/\/([^/?#]*)/i;

/** A URL that begins with two slashes names a host; nobody means that here. */
const leadingSlashes = /^\/{2,}/;

/** Bitbucket also answers under these, and some clients use them. */
const apiAlias = /^\/!?api\/+(?=2\.0(?:[/?]|$))/;

const accessToken = 'access_token';

/**
 * Reads a request target, which proxies send in the absolute form and some clients with a slash too many. An access token
 * is left out: so no link repeats it and no log shows it, whoever writes them.
 */
export function readRequestTarget(sent: string): RequestTarget {
  const [origin = '', host] = absoluteForm.exec(sent) ?? [];
  const local = sent.slice(origin.length);
  const rooted = local === '' || local.startsWith('?') ? `/${local}` : local;
  const url = rooted.replace(leadingSlashes, '/').replace(apiAlias, '/');
  return { host, url: withoutParameter(url, accessToken) };
}

/** The access token that the target carries as a parameter, as Bitbucket allows. */
export function accessTokenIn(sent: string): string | undefined {
  return findParameter(sent, accessToken);
}
