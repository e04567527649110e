import { expect, test } from 'vitest';
import { parseEmail } from './email.ts';

test.each([
  ['jane@example.org', 'jane@example.org'],
  ['Jane.Doe+ci@Example.ORG', 'jane.doe+ci@example.org'],
  ['root@localhost', 'root@localhost'],
])('%s is an address', (text, email) => {
  expect(parseEmail(text)).toBe(email);
});

test.each([
  '',
  'jane',
  '@example.org',
  'jane@',
  'a@b@c',
  'a b@c',
  'a@b\n',
  'a\u0000@b',
  `${'a'.repeat(250)}@b.cd`,
  'a\u200b@b',
  'mi\u212Ae@example.org',
])('refuses %j', (text) => {
  expect(() => parseEmail(text)).toThrow('Enter an e-mail address');
});
