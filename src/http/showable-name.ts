import { clip } from '../domain/clip.ts';

/** As long as no name that people have, and as short as no token. */
const secretLike = /[\w+/=-]{24,}/g;

/**
 * A user name as the log may show it: without control characters, and without what may be a token, which people put in the
 * wrong place.
 */
export function showableName(name: string): string {
  return clip(name.replace(/\p{C}/gu, '').replace(secretLike, '…'));
}
