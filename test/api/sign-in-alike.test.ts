import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { WebBrowser } from '../support/web-browser.ts';

const password = 'correct horse battery';

/** The settings that something was hashed with, which decide how long it takes. */
const hashing = vi.hoisted(() => ({ settings: [] as unknown[] }));

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  const scrypt = (...given: Parameters<typeof crypto.scrypt>) => {
    hashing.settings.push([given[2], given[3]]);
    crypto.scrypt(...given);
  };
  return { ...crypto, scrypt };
});

let server: SigningInServer;

beforeAll(async () => {
  server = await startSigningIn();
  await server.addAccount({}, password);
  await server.addAccount({ name: 'without' });
  await server.addAccount({ name: 'ci', kind: 'service' });
  const gone = await server.addAccount({ name: 'gone' }, password);
  await server.store.accounts.changeAccount({ accountId: gone.id, isActive: false });
});
afterAll(() => server[Symbol.asyncDispose]());

async function failuresInAudit(): Promise<readonly (string | undefined)[]> {
  const events = await server.store.audit.listAuditEvents({ offset: 0, limit: 1000, action: 'signin.failed' });
  return events.map(({ subject }) => subject);
}

/** What a sign-in that fails makes the server do. */
async function workOf(name: string, secret: string) {
  const before = await failuresInAudit();
  hashing.settings = [];
  const { status } = await new WebBrowser(server.baseUrl).signIn(name, secret);
  const { settings } = hashing;
  return { status, settings, written: (await failuresInAudit()).length - before.length };
}

test.each([
  ['a secret that could be a password', 'not the password'],
  ['a secret that is too long to be one', 'x'.repeat(5000)],
  ['no secret', ''],
])('with %s, the server does the same for whoever has an account and whoever has none', async (_, secret) => {
  const usual = await workOf('jane', 'another wrong one');
  expect(usual).toMatchObject({ status: 403, written: 1 });
  expect(usual.settings).toHaveLength(1);

  for (const name of ['jane', 'without', 'ci', 'gone', 'nobody', '']) {
    expect(await workOf(name, secret), name).toEqual(usual);
  }
});

test('a name that nobody has is not written down', async () => {
  expect(await workOf('typed-into-the-wrong-field', 'wrong')).toMatchObject({ written: 1 });

  expect(await failuresInAudit()).toContain(undefined);
  expect(await failuresInAudit()).not.toContain('typed-into-the-wrong-field');
});
