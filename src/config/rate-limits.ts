import type { RateLimit } from '../domain/rate-limit.ts';
import type { Parsed, Reader } from './setting-reader.ts';

/** Each absent where nothing is limited. */
export interface RateLimits {
  readonly perToken: RateLimit | undefined;
  readonly perAddress: RateLimit | undefined;
}

/**
 * For those who sign in with nothing, in production: beyond what a whole office looks at through one address, far below
 * what keeps a server busy.
 */
const anonymousRate: RateLimit = { requests: 1200, per: 'minute' };

const rate = /^(\d{1,9})(?:\/(second|minute|hour))?$/;

/** How many requests are answered, of everything that was given. */
export function readRateLimits(read: Reader, mode: 'dev' | 'serve'): RateLimits {
  const isTold = read.text('addressRateLimit') !== undefined;
  const untold = mode === 'serve' ? anonymousRate : undefined;
  return {
    perToken: read.checked('tokenRateLimit', parseRate),
    perAddress: isTold ? read.checked('addressRateLimit', parseRate) : untold,
  };
}

function parseRate(text: string): Parsed<RateLimit | undefined> {
  if (text === 'off') return { value: undefined };
  const [, digits, per = 'minute'] = rate.exec(text) ?? [];
  if (digits === undefined) {
    return { problem: "is a number of requests a minute, one like 1000/hour or 50/second, or 'off'" };
  }
  const requests = Number(digits);
  // The pattern allows no other word.
  return { value: requests === 0 ? undefined : { requests, per: per as RateLimit['per'] } };
}
