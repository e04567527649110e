import type { FastifyRequest } from 'fastify';
import type { Caller } from '../domain/caller.ts';
import { credentialsOf } from './credentials.ts';
import type { FindCaller } from './identify-caller.ts';
import { sessionCredentialsOf } from './session-secret.ts';

/**
 * Who makes a request that is answered for long, by now; `undefined` when its credentials are good for nothing any more. It is
 * neither counted nor taken for a guess: they were right when the request came.
 */
export type FindCallerAgain = (request: FastifyRequest) => Promise<Caller | undefined>;

export function createFindCallerAgain(findCaller: FindCaller): FindCallerAgain {
  return async (request) => {
    const found = await findCaller(credentialsOf(request) ?? sessionCredentialsOf(request), request.ip);
    return found === 'expired' ? undefined : found;
  };
}
