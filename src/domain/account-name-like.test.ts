import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAccountName } from './account-name.ts';
import { accountNameLike } from './account-name-like.ts';

test.each([
  ['jane', 'jane'],
  ['Jané Doe', 'jane-doe'],
  ['jane.doe@example.org', 'jane.doe'],
  ['CORP\\jane', 'corp-jane'],
  ['  jane  ', 'jane'],
  ['', 'user'],
  ['@example.org', 'user'],
  ['..', 'user'],
  ['名前', 'user'],
  ['anonymous', 'user'],
  ['x-token-auth', 'user'],
  ['<script>', 'script'],
  ['x'.repeat(500), 'x'.repeat(54)],
])('who is called %j elsewhere is %s here', (text, name) => {
  expect(accountNameLike(text)).toBe(name);
});

test('is always a name that an account may have, with a number behind it, too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const name = accountNameLike(text);
      expect(parseAccountName(name)).toBe(name);
      expect(parseAccountName(`${name}-1234567`)).toBe(`${name}-1234567`);
    }),
  );
});
