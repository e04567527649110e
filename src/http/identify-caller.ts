import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../domain/caller.ts';
import { clientAddress } from './client-address.ts';
import type { Credentials } from './credentials.ts';
import type { Guesses } from './guesses.ts';
import type { CountRequest } from './request-limits.ts';
import { tokenKey } from './token-key.ts';

/** Tells who holds the credentials, or what somebody without any may do; `undefined` when the credentials are wrong. */
export type FindCaller = (credentials: Credentials | undefined, address: string) => Promise<Caller | undefined>;

/**
 * Finds out who makes the request, as `FindCaller` does. Throws rate_limited for a request too many, and takes its time
 * with the answer to whoever guesses.
 */
export type IdentifyCaller = (
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: Credentials | undefined,
) => Promise<Caller | undefined>;

export interface IdentifyCallerOptions {
  readonly findCaller: FindCaller;
  readonly countRequest: CountRequest | undefined;
  readonly guesses: Pick<Guesses, 'failed'>;
}

export function createIdentifyCaller({ findCaller, countRequest, guesses }: IdentifyCallerOptions): IdentifyCaller {
  return async (request, reply, credentials) => {
    const caller = await findCaller(credentials, request.ip);
    if (countRequest) await countRequest(request, reply, caller && credentials && tokenKey(credentials.token));
    if (caller === undefined) await guesses.failed({ address: clientAddress(request), name: credentials?.name });
    return caller;
  };
}
