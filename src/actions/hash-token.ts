import { hash } from 'node:crypto';
import { rememberLast } from '../domain/remember-last.ts';

/** A plain hash is enough: a token is 256 random bits, not a password that could be guessed. */
export const hashToken = rememberLast((token: string): Uint8Array => hash('sha256', token, 'buffer'));
