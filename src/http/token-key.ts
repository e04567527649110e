import { hash } from 'node:crypto';
import { rememberLast } from '../domain/remember-last.ts';

/** Names a token where requests are counted, by a hash: the tokens of everybody should not stand together in memory. */
export const tokenKey = rememberLast((token: string): string => hash('sha256', token, 'base64'));
