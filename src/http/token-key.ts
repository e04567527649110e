import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { rememberLast } from '../domain/remember-last.ts';
import { credentialsOf } from './credentials.ts';

/** Names the token that a request brings, by a hash: the tokens of everybody should not stand together in memory. */
export function tokenKeyOf(request: FastifyRequest): string {
  return hashOf(credentialsOf(request)?.token ?? '');
}

const hashOf = rememberLast((token: string) => hash('sha256', token, 'base64'));
