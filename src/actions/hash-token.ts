import { hash } from 'node:crypto';

/** A plain hash is enough: a token is 256 random bits, not a password that could be guessed. */
export function hashToken(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}
