import { expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';

test('--strict refuses what bitbucket.org refuses, in its words', async () => {
  await using server = await startServer({ strict: true });
  const good = { key: 'k'.repeat(40), state: 'FAILED', url: 'https://localhost:50036/x' };
  const post = (change: object) => call(buildUrl(server.baseUrl), { method: 'POST', json: { ...good, ...change } });

  expect((await post({})).status).toBe(201);
  expect((await post({ key: 'k'.repeat(48) })).body).toEqual({
    type: 'error',
    error: {
      message: 'key: Ensure this value has at most 40 characters (it has 48).',
      fields: { key: ['Ensure this value has at most 40 characters (it has 48).'] },
    },
  });
  expect((await post({ url: 'http://munprdjenkins1:8080/job/1' })).body).toEqual({
    type: 'error',
    error: { message: 'url: Enter a valid URL.', fields: { url: ['Enter a valid URL.'] } },
  });
  expect((await post({ state: 'PENDING' })).body.error.message).toBe(
    'state: Select a valid choice. PENDING is not one of the available choices.',
  );
  expect((await post({ url: undefined })).body.error.fields).toEqual({ url: ['This field is required.'] });
  expect((await post({ url: null })).body.error.fields).toEqual({ url: ['This field is required.'] });
});

test('--public-url is what links begin with', async () => {
  await using server = await startServer({ publicUrl: 'https://builds.example.com' });

  const { body, headers } = await call(buildUrl(server.baseUrl), {
    method: 'POST',
    json: { key: 'ci', state: 'FAILED' },
  });
  const list = await call(`${statusesUrl(server.baseUrl)}?page=2`);

  expect(body.links.self.href).toMatch(/^https:\/\/builds\.example\.com\/2\.0\//);
  expect(headers.get('location')).toMatch(/^\/2\.0\//);
  expect(list.body.previous).toMatch(/^https:\/\/builds\.example\.com\/2\.0\/.*page=1$/);
  expect((await call(`${server.baseUrl}/openapi.json`)).body.servers[0].url).toBe('https://builds.example.com');
});

test.each(['/healthz', '/readyz'])('%s answers 200 while all is well', async (path) => {
  await using server = await startServer();

  expect((await call(`${server.baseUrl}${path}`)).status).toBe(200);
});
