import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, createSystemClock } from '../../src/domain/instant.ts';
import type { TokenToMake } from '../support/access.ts';
import { buildUrl, eventsUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type Listener, listenToEvents } from '../support/listen-to-events.ts';
import { type ServingServer, startServing } from '../support/start-serving.ts';

// Rights may go while a stream is open. It ends at the next heartbeat, and who comes again is refused as always.

let server: ServingServer;
let names = 0;

const hour = 3_600_000_000;
let passed = 0;
const system = createSystemClock();
const clock: Clock = { now: () => system.now() + passed };

beforeAll(async () => {
  server = await startServing({}, { clock, eventStreams: { beatMs: 50, retryMs: 10 } });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Opening extends Partial<Pick<TokenToMake, 'expiresOn'>> {
  readonly isPrivate?: boolean;
  readonly signsIn?: boolean;
  readonly at?: (name: string) => string;
}

/** A repository with an open stream, of somebody who has a token of it. */
async function open({ isPrivate = true, signsIn = true, at = (name) => name, ...token }: Opening = {}) {
  names += 1;
  const name = `acme/rights-${names}`;
  const repository = await server.access.repository(name, { isPrivate });
  const made = await server.access.token({
    account: `reader-${names}`,
    scopes: ['repository'],
    at: at(name),
    ...token,
  });
  const url = eventsUrl(server.baseUrl, { repository: name });
  const listener = listenToEvents(url, signsIn ? made.headers : {});
  onTestFinished(() => listener[Symbol.dispose]());
  await vi.waitFor(() => expect(listener.all.length).toBeGreaterThan(2));
  return { name, repository, listener, token: made };
}

const writer = () => server.access.token({ account: 'writer', scopes: ['repository:write', 'repository:admin'] });

async function expectRefused(listener: Listener, status: number): Promise<void> {
  await vi.waitFor(() => expect(listener.refusal()).toBe(status));
}

test('a token that is revoked', async () => {
  const { listener, token } = await open();

  await server.access.store.accessTokens.revokeAccessToken({ uuid: token.uuid, at: Date.now() * 1000 });

  await expectRefused(listener, 401);
});

test('a token that expires', async () => {
  const { listener } = await open({ expiresOn: clock.now() + hour });

  passed += hour;

  await expectRefused(listener, 401);
});

test('an account that is not active any more', async () => {
  const { listener } = await open();
  const account = await server.access.store.accounts.findAccount(`reader-${names}`);

  await server.access.store.accounts.changeAccount({ accountId: account?.id ?? 0, isActive: false });

  await expectRefused(listener, 401);
});

test('a repository that is removed', async () => {
  const { listener, repository } = await open({ at: () => 'acme' });

  await server.access.store.repositories.removeRepository({ repositoryId: repository.id, at: 1 });

  await expectRefused(listener, 404);
});

test('a repository that is hidden from those who have no right in it', async () => {
  const { listener, name } = await open({ isPrivate: false, signsIn: false });
  const { headers } = await writer();

  await call(`${server.baseUrl}/2.0/repositories/${name}`, { method: 'PUT', json: { is_private: true }, headers });

  await expectRefused(listener, 404);
});

test('a repository whose name another has got', async () => {
  const { listener, name } = await open({ at: () => 'acme' });
  const { headers } = await writer();
  const url = `${server.baseUrl}/2.0/repositories/${name}`;
  expect((await call(url, { method: 'PUT', json: { name: `moved-${names}` }, headers })).status).toBeLessThan(300);
  const connections = listener.connections();
  const heard = listener.all.length;
  await vi.waitFor(() => expect(listener.all.length).toBeGreaterThan(heard + 3));
  expect(listener.connections()).toBe(connections);

  expect((await call(url, { method: 'POST', json: { is_private: true }, headers })).status).toBeLessThan(300);

  await vi.waitFor(() => expect(listener.connections()).toBeGreaterThan(connections));
});

test('whoever reports builds may follow them, and others are told what they lack', async () => {
  const { name } = await open();
  const reporter = await server.access.token({ account: 'ci', scopes: ['buildstatus:write'] });
  const other = await server.access.token({ account: 'other', scopes: ['webhook'] });
  const at = eventsUrl(server.baseUrl, { repository: name });

  const answers = [reporter.headers, other.headers, {}].map(async (headers) => (await call(at, { headers })).status);

  expect(await Promise.all(answers)).toEqual([200, 403, 404]);
});

test('a token in the address will do, for clients that cannot send it otherwise', async () => {
  const { name, token } = await open();
  const { headers } = await writer();
  const query = `?access_token=${token.secret}`;
  using listener = listenToEvents(eventsUrl(server.baseUrl, { repository: name, query }));
  await vi.waitFor(() => expect(listener.connections()).toBe(1));

  await call(buildUrl(server.baseUrl, { repository: name }), {
    method: 'POST',
    json: { key: 'unit', state: 'FAILED' },
    headers,
  });

  await vi.waitFor(() => expect(listener.statuses()).toMatchObject([{ data: { author: { display_name: 'writer' } } }]));
});
