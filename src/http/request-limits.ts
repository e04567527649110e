import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import type { RateLimit } from '../domain/rate-limit.ts';
import { clientAddress } from './client-address.ts';

export interface RequestLimits {
  /** For each credential that is right. */
  readonly perToken: RateLimit | undefined;
  /** For each address, of the requests that bring no credentials, or wrong ones. */
  readonly perAddress: RateLimit | undefined;
}

/**
 * Counts a request, tells in its answer's headers how many are left, and throws rate_limited when it is one too many. The
 * credential is named only when it is known to be right; else the address is counted: whoever invented a new token for each
 * request would never meet a limit.
 */
export type CountRequest = (
  request: FastifyRequest,
  reply: FastifyReply,
  credential: string | undefined,
) => Promise<void>;

/** So many tokens and addresses are remembered; beyond that, the one not seen for longest starts anew. */
const maxCounted = 10_000;

const seconds = { second: 1, minute: 60, hour: 3600 } as const satisfies Record<RateLimit['per'], number>;

/**
 * `undefined` when nothing is limited, so that it costs nothing. Each process counts what it answers itself: to count together
 * with others, it would have to ask them about every request.
 */
export async function createRequestCounter(
  app: FastifyInstance,
  { perToken, perAddress }: RequestLimits,
): Promise<CountRequest | undefined> {
  if (perToken === undefined && perAddress === undefined) return undefined;
  await app.register(rateLimit, { global: false, enableDraftSpec: true });
  app.decorateRequest(countedFor, '');
  const countToken = perToken && createLimit(app, perToken, { of: 'one access token' });
  const countAddress =
    perAddress && createLimit(app, perAddress, { of: 'one address', onExceeded: createProxyWarning() });
  return async (request, reply, credential) => {
    const count = credential === undefined ? countAddress : countToken;
    if (count === undefined) return;
    request.setDecorator(countedFor, credential ?? clientAddress(request));
    await count.call(app, request, reply);
  };
}

/** The token or the address by its name, for the library, which is given nothing but the request. */
const countedFor = 'countedFor';

interface Counted {
  readonly of: string;
  readonly onExceeded?: (request: FastifyRequest) => void;
}

function createLimit(app: FastifyInstance, { requests, per }: RateLimit, { of, onExceeded }: Counted) {
  return app.rateLimit({
    max: requests,
    cache: maxCounted,
    timeWindow: seconds[per] * 1000,
    keyGenerator: (request) => request.getDecorator<string>(countedFor),
    ...(onExceeded && { onExceeded }),
    errorResponseBuilder: (_request, { ttl }) => {
      const allowed = `The limit for ${of} is ${requests.toLocaleString('en')}/${per}.`;
      // The text is Bitbucket's.
      return new ServiceError('rate_limited', 'Rate limit for this resource has been exceeded', {
        detail: `${allowed} Try again in ${Math.ceil(ttl / 1000)} s.`,
      });
    },
  });
}

/** Tells once when a limit seems to meet a whole crowd, because nobody has said that the address is that of a proxy. */
function createProxyWarning(): (request: FastifyRequest) => void {
  let isTold = false;
  return ({ headers, ip, socket, log }) => {
    if (isTold || headers['x-forwarded-for'] === undefined || ip !== socket.remoteAddress) return;
    isTold = true;
    log.warn(
      { address: ip },
      'the limit for one address is met by what looks like a proxy; name it with --trusted-proxies',
    );
  };
}
