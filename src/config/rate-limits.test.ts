import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import type { GivenOptions } from './options.ts';

function limitsOf(mode: 'dev' | 'serve', flags: GivenOptions) {
  return parseConfig(mode, { flags, environment: {} }).rateLimits;
}

describe('the limits of requests', () => {
  test('are off in development, and in production there are none for tokens', () => {
    expect(limitsOf('dev', {})).toEqual({ perToken: undefined, perAddress: undefined });
    expect(limitsOf('serve', {})).toEqual({ perToken: undefined, perAddress: { requests: 1200, per: 'minute' } });
  });

  test.each([
    ['1000/hour', { requests: 1000, per: 'hour' }],
    ['600/minute', { requests: 600, per: 'minute' }],
    ['50/second', { requests: 50, per: 'second' }],
    ['600', { requests: 600, per: 'minute' }],
    ['off', undefined],
    ['0', undefined],
    ['0/hour', undefined],
  ])('can be told as %s', (rate, limit) => {
    for (const mode of ['dev', 'serve'] as const) {
      expect(limitsOf(mode, { tokenRateLimit: rate, addressRateLimit: rate })).toEqual({
        perToken: limit,
        perAddress: limit,
      });
    }
  });

  test.each(['-1', '1.5', '1000/day', '1000 / hour', '1000/', '/hour', 'on', '1e3', '1234567890'])(
    'cannot be told as %s',
    (rate) => {
      expect(() => limitsOf('serve', { tokenRateLimit: rate, addressRateLimit: rate })).toThrow(
        /^--token-rate-limit \(SIGNALBOX_TOKEN_RATE_LIMIT\) is a number .*\n--address-rate-limit .* is a number /,
      );
    },
  );
});
