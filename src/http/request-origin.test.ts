import { expect, test } from 'vitest';
import { hostOf } from './request-origin.ts';

test.each([
  ['127.0.0.1', '127.0.0.1:4020'],
  ['::1', '[::1]:4020'],
  ['::ffff:127.0.0.1', '[::ffff:127.0.0.1]:4020'],
])('a connection to %s, port 4020, came to %s', (localAddress, host) => {
  expect(hostOf({ localAddress, localPort: 4020 })).toBe(host);
  expect(URL.canParse(`http://${host}`)).toBe(true);
});
