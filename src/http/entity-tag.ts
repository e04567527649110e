import { createHash } from 'node:crypto';

/** A strong tag: two answers have the same only when they are the same, byte by byte. */
export function entityTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url')}"`;
}

/**
 * Whether `If-None-Match` names the tag, or any. Proxies that compress what they pass on make tags weak, which does not
 * matter here (RFC 9110, 13.1.2).
 */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
}
