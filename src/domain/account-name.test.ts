import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAccountName } from './account-name.ts';

test.each([
  ['ci', 'ci'],
  ['Jane.Doe', 'jane.doe'],
  ['a-b_c.9', 'a-b_c.9'],
  ['x'.repeat(62), 'x'.repeat(62)],
])('%s is a name', (text, name) => {
  expect(parseAccountName(text)).toBe(name);
});

test.each(['', '.', '..', 'x'.repeat(63), 'jane@example.org', 'a b', 'a/b', 'a:b', 'ä', 'ci\n', '\u212A', '%2e'])(
  'refuses %j',
  (text) => {
    expect(() => parseAccountName(text)).toThrow('The name of an account is 1 to 62');
  },
);

test.each(['x-token-auth', 'X-Bitbucket-Api-Token-Auth', 'anonymous'])(
  'refuses %s, which stands for nobody',
  (text) => {
    expect(() => parseAccountName(text)).toThrow('reserved');
  },
);

test('whatever is a name stands in a URL as it is, and before a colon', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const name = nameIn(text);
      if (name === undefined) return;
      expect(new URL(`/accounts/${name}`, 'http://x').pathname).toBe(`/accounts/${name}`);
      expect(name).not.toMatch(/[:@]/);
      expect(parseAccountName(name)).toBe(name);
    }),
  );
});

function nameIn(text: string): string | undefined {
  try {
    return parseAccountName(text);
  } catch {
    return undefined;
  }
}
