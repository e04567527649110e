import { randomBytes } from 'node:crypto';
import { hashToken } from './hash-token.ts';

/** Marks our tokens, so that secret scanners can know them. */
const prefix = 'sbx_';

/** A secret that nobody can guess, to be shown once, and its hash, which is kept. */
export function createSecret(): { readonly secret: string; readonly hash: Uint8Array } {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashToken(secret) };
}
