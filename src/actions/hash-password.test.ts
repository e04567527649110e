import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './hash-password.ts';

const password = 'correct horse battery';
const asker = '203.0.113.1';

test('a password is known by its hash, and no other is', async () => {
  const hash = await hashPassword(password, asker);

  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword({ text: password, hash, asker })).toBe(true);
  expect(await verifyPassword({ text: 'correct horse batterz', hash, asker })).toBe(false);
  expect(await verifyPassword({ text: '', hash, asker })).toBe(false);
});

test('the same password has another hash each time', async () => {
  expect(await hashPassword(password, asker)).not.toBe(await hashPassword(password, asker));
});

test('a password is the same however a keyboard composes its letters', async () => {
  const hash = await hashPassword('caf\u00e9 cafe\u0301 caf\u00e9', asker);

  expect(await verifyPassword({ text: 'caf\u0065\u0301 caf\u00e9 caf\u00e9', hash, asker })).toBe(true);
});

test('a hash that was made at another cost is checked at that cost', async () => {
  const expected = scryptSync(password, '0123456789abcdef', 32, { N: 1024, r: 8, p: 1 });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const hash = `$scrypt$ln=10,r=8,p=1$${text(Buffer.from('0123456789abcdef'))}$${text(expected)}`;

  expect(await verifyPassword({ text: password, hash, asker })).toBe(true);
  expect(await verifyPassword({ text: 'something else', hash, asker })).toBe(false);
});

test('nobody has the password of an account without one', async () => {
  expect(await verifyPassword({ text: password, hash: undefined, asker })).toBe(false);
  expect(await verifyPassword({ text: '', hash: undefined, asker })).toBe(false);
});

describe('a password is refused, and not repeated,', () => {
  test.each([
    ['with 11 characters', 'elevenchars'],
    ['with 1,025 characters', 'x'.repeat(1025)],
    ['that is no text', `${'x'.repeat(20)}\ud800`],
  ])('%s', async (_, text) => {
    const refused = hashPassword(text, asker);

    await expect(refused).rejects.toThrow('A password has 12 to 1,024 characters');
    await expect(refused).rejects.not.toThrow(text);
  });
});

test('what is far too long is nobody’s password', async () => {
  expect(await verifyPassword({ text: 'x'.repeat(1_000_000), hash: await hashPassword(password, asker), asker })).toBe(
    false,
  );
});

test('beyond a hundred that wait, people are asked to try again', async () => {
  const attempts = Array.from({ length: 110 }, () => verifyPassword({ text: password, hash: cheapHash, asker }));
  const outcomes = await Promise.allSettled(attempts);

  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
});

/** Of nothing in particular. */
const cheapHash = `$scrypt$ln=4,r=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
