import { expect, test } from 'vitest';
import { toIdentity } from './to-identity.ts';

const signed = { iss: 'https://id.example.org', sub: '248', aud: 'signalbox', exp: 2, iat: 1 };
const told = { sub: '248', email: 'told@example.org', email_verified: true, preferred_username: 'jane', name: 'Jane' };

test('is made of what is signed, and of what was told besides', () => {
  expect(toIdentity(signed, told)).toEqual({
    issuer: 'https://id.example.org',
    subject: '248',
    email: 'told@example.org',
    isEmailVerified: true,
    preferredName: 'jane',
    displayName: 'Jane',
  });
});

test('takes what is signed first, and never an address from one place as verified by another', () => {
  expect(toIdentity({ ...signed, email: 'signed@example.org', name: 'J.' }, told)).toMatchObject({
    email: 'signed@example.org',
    isEmailVerified: false,
    displayName: 'J.',
  });
});

test.each(['true', 1, 'yes', {}, null])('an address is not verified that is said to be so by %j', (email_verified) => {
  expect(toIdentity({ ...signed, email: 'a@example.org', email_verified } as never, {}).isEmailVerified).toBe(false);
});

test.each([42, null, ['x'], { a: 1 }, ''])('what should be text and is %j was not said', (value) => {
  const claims = { ...signed, email: value, preferred_username: value, name: value } as never;

  expect(toIdentity(claims, {})).toEqual({
    issuer: signed.iss,
    subject: signed.sub,
    email: undefined,
    isEmailVerified: false,
    preferredName: undefined,
    displayName: undefined,
  });
});
