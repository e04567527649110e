import { expect, test } from 'vitest';
import { trustRanges } from './trusted-proxies.ts';

const isTrusted = trustRanges(['127.0.0.0/8', '10.0.0.7/32', 'fe80::/10', '::1/128']);

test.each(['127.0.0.1', '127.9.9.9', '::ffff:127.0.0.1', '10.0.0.7', '::1', '0:0:0:0:0:0:0:1', 'fe80::1%eth0'])(
  'trusts %s',
  (address) => {
    expect(isTrusted(address)).toBe(true);
  },
);

test.each(['10.0.0.8', '::ffff:10.0.0.8', '::2', '', 'unknown', '127.0.0.1, 10.0.0.7', '127.0.0.1:80', undefined])(
  'does not trust %s',
  (address) => {
    expect(isTrusted(address)).toBe(false);
  },
);

test('trusts nobody where nobody is named', () => {
  expect(trustRanges([])('127.0.0.1')).toBe(false);
});
