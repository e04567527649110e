import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../src/domain/account.ts';
import { call } from '../support/call.ts';
import { addRepository } from '../support/describe-stores.ts';
import { type SigningInServer, startSigningIn } from '../support/start-signing-in.ts';
import { hiddenFields, WebBrowser } from '../support/web-browser.ts';

const password = 'correct horse battery';
const page = '/site/account';
const make = '/site/account/tokens';
const revoke = '/site/account/tokens/revoke';
const widgets = { name: 'my token', place: 'acme/widgets', scopes: 'repository', keys: '', expires: '90d' };

let server: SigningInServer;
let jane: Account;
let browser: WebBrowser;

beforeAll(async () => {
  server = await startSigningIn();
  const repository = await addRepository(server.store, 'widgets', { settings: { isPrivate: true } });
  await addRepository(server.store, 'gadgets', { settings: { isPrivate: true } });
  const permissions = [{ level: 'read', place: { kind: 'repository', repositoryId: repository.id } }] as const;
  jane = await server.addAccount({ permissions }, password);
  browser = new WebBrowser(server.baseUrl);
  expect((await browser.signIn('jane', password)).status).toBe(303);
});
afterAll(() => server[Symbol.asyncDispose]());

function secretIn(html: string): string {
  return /sbx_[\w-]{43}/.exec(html)?.[0] ?? '';
}

async function read(repository: string, secret: string): Promise<number> {
  const headers = { authorization: `Bearer ${secret}` };
  return (await call(`${server.baseUrl}/2.0/repositories/${repository}`, { headers })).status;
}

/** The id that the form to revoke that token holds. */
async function idOf(name: string): Promise<string> {
  const { body } = await browser.get(page);
  const [, row = ''] = new RegExp(`<h3>${name}</h3>(.*?)</li>`, 's').exec(body) ?? [];
  return hiddenFields(row).id ?? '';
}

describe('the page of one’s own account', () => {
  test('makes an access token, shows it this once, and revokes it', async () => {
    const made = await browser.submit(page, make, widgets);

    const secret = secretIn(made.body);
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await read('acme/widgets', secret)).toBe(200);
    const { body } = await browser.get(page);
    expect(body).toContain('<h3>my token</h3>');
    expect(body).toContain('acme/widgets');
    expect(body).not.toContain('sbx_');

    const revoked = await browser.submit(page, revoke, { id: await idOf('my token') });

    expect([revoked.status, revoked.headers.get('location')]).toEqual([303, page]);
    expect(await read('acme/widgets', secret)).toBe(401);
    expect((await browser.get(page)).body).not.toContain('<h3>my token</h3>');
  });

  test('makes no token that may do more than its owner', async () => {
    for (const form of [
      { ...widgets, scopes: 'repository:admin' },
      { ...widgets, scopes: 'buildstatus:write' },
      { ...widgets, place: 'acme/gadgets' },
      { ...widgets, place: '', scopes: 'account:write' },
    ]) {
      const { body } = await browser.submit(page, make, form);
      const secret = secretIn(body);
      if (secret === '') continue;
      expect(await read('acme/gadgets', secret)).toBe(404);
      const headers = { authorization: `Bearer ${secret}` };
      const report = { method: 'POST', json: { key: 'k', state: 'FAILED' }, headers };
      const commit = 'e'.repeat(40);
      for (const repository of ['widgets', 'gadgets']) {
        const url = `${server.baseUrl}/2.0/repositories/acme/${repository}/commit/${commit}/statuses/build`;
        expect([403, 404]).toContain((await call(url, report)).status);
      }
    }
  });

  test.each([
    ['without a name', { name: '' }],
    ['without a scope', { scopes: '' }],
    ['with a scope that there is not', { scopes: 'everything' }],
    ['for a place that there is not', { place: 'no/such' }],
    ['for a place that is hidden', { place: 'acme/gadgets' }],
    ['for a path', { place: '../../etc/passwd' }],
    ['that expires never-never', { expires: 'soon' }],
    ['with keys and nothing to report', { keys: 'ci/*' }],
  ])('makes none %s, says why, and keeps what was typed', async (_, wrong) => {
    const { status, body } = await browser.submit(page, make, { ...widgets, name: 'kept "name"', ...wrong });

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).toContain('role="alert"');
    expect(secretIn(body)).toBe('');
    if (!('name' in wrong)) expect(body).toContain('value="kept &quot;name&quot;"');
  });

  test('says which of several scopes are not to be had', async () => {
    const fields = hiddenFields((await browser.get(page)).body);
    const form = new URLSearchParams({
      ...fields,
      name: 'several',
      place: 'acme/widgets',
      keys: 'ci/* x',
      expires: '',
    });
    for (const scope of ['repository', 'buildstatus:write']) form.append('scopes', scope);
    const { status, body } = await browser.send(make, {
      method: 'POST',
      raw: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(status).toBe(403);
    expect(body).toContain('buildstatus:write');
  });

  test('shows the name of a token as text', async () => {
    const name = '<img src=x onerror=alert(1)>';

    for (const { body } of [await browser.submit(page, make, { ...widgets, name }), await browser.get(page)]) {
      expect(body).toContain('&lt;img src=x');
      expect(body).not.toContain('<img src=x');
    }
  });

  test('makes and revokes nothing for a form of another page, and nothing of somebody else’s', async () => {
    const other = await server.addToken(await server.addAccount({ name: 'joe' }), { name: 'of joe' });

    expect((await browser.post(make, widgets)).status).toBe(403);
    expect((await browser.post(revoke, { id: other.token.uuid })).status).toBe(403);
    expect((await browser.submit(page, revoke, { id: other.token.uuid })).status).toBe(403);
    expect((await browser.submit(page, revoke, { id: 'x' })).status).toBe(403);
    expect((await new WebBrowser(server.baseUrl).post(make, widgets)).headers.get('location')).toBe('/site/sign-in');
    expect((await browser.get(page)).body).not.toContain('of joe');
    expect(await read('acme/widgets', other.secret)).toBe(404);
  });

  test('makes no token for whoever has signed in with one that may not', async () => {
    const { secret } = await server.addToken(jane, { name: 'narrow' });
    const byToken = new WebBrowser(server.baseUrl);
    await byToken.signIn('jane', secret);

    expect((await byToken.get(page)).body).not.toContain('New access token');
    expect((await byToken.submit(page, make, widgets)).status).toBe(403);
  });

  test('lets an administrator make tokens with the first one', async () => {
    const byToken = new WebBrowser(server.baseUrl);
    await byToken.signIn('administrator', server.administratorToken ?? '');

    const { status, body } = await byToken.submit(page, make, { ...widgets, place: '' });

    expect(status).toBe(200);
    expect(await read('acme/gadgets', secretIn(body))).toBe(200);
  });
});
