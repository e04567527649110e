import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, isAnonymous } from '../domain/caller.ts';
import { expiredAccessToken } from '../domain/wrong-credentials.ts';
import { clientAddress } from './client-address.ts';
import type { Credentials } from './credentials.ts';
import type { Guesses } from './guesses.ts';
import type { CountRequest } from './request-limits.ts';
import type { SessionCredentials } from './session-secret.ts';
import { tokenKey } from './token-key.ts';

/** What a request brings to say who makes it; absent for whoever brings nothing. */
export type AnyCredentials = Credentials | SessionCredentials | undefined;

/**
 * Tells who holds the credentials, or what somebody without any may do; `undefined` when the credentials are wrong, `expired`
 * when they were right, and their holder knows how to get others. A session that has ended is no credentials.
 */
export type FindCaller = (credentials: AnyCredentials, address: string) => Promise<Caller | 'expired' | undefined>;

/**
 * Finds out who makes the request, as `FindCaller` does. Throws rate_limited for a request too many, unauthenticated for
 * credentials that have expired, and takes its time with the answer to whoever guesses.
 */
export type IdentifyCaller = (
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: AnyCredentials,
) => Promise<Caller | undefined>;

export interface IdentifyCallerOptions {
  readonly findCaller: FindCaller;
  readonly countRequest: CountRequest | undefined;
  readonly guesses: Pick<Guesses, 'failed'>;
}

export function createIdentifyCaller({ findCaller, countRequest, guesses }: IdentifyCallerOptions): IdentifyCaller {
  return async (request, reply, credentials) => {
    const found = await findCaller(credentials, request.ip);
    const caller = found === 'expired' ? undefined : found;
    if (countRequest) await countRequest(request, reply, keyOf(credentials, caller));
    if (found === 'expired') throw expiredAccessToken();
    if (caller === undefined) await guesses.failed({ address: clientAddress(request), name: nameIn(credentials) });
    return caller;
  };
}

/** What a request counts for, by the secret that it brings; `undefined` where that lets nobody in. */
function keyOf(credentials: AnyCredentials, caller: Caller | undefined): string | undefined {
  if (credentials === undefined || caller === undefined || isAnonymous(caller)) return undefined;
  return tokenKey('session' in credentials ? credentials.session : credentials.token);
}

/** The user name that came along. */
export function nameIn(credentials: AnyCredentials): string | undefined {
  return credentials !== undefined && 'name' in credentials ? credentials.name : undefined;
}
