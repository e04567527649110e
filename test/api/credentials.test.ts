import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { createLoggingApp } from '../support/logging-app.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

describe('signalbox serve', () => {
  const opened = new DisposableStack();
  let server: RunningServer;
  let token: string;

  beforeAll(async () => {
    const dataDirectory = opened.use(createTemporaryDirectory()).path;
    server = await startServer({ data: dataDirectory }, 'serve');
    token = server.administratorToken ?? '';
    await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
    await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' } });
    await call(buildUrl(server.baseUrl), { method: 'POST', json, headers: { authorization: `Bearer ${token}` } });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    opened.dispose();
  });

  const json = { key: 'ci', state: 'SUCCESSFUL' };

  test('takes an access token in the URL, but not on POST', async () => {
    const put = { method: 'PUT', json: { state: 'FAILED' } };
    const post = { method: 'POST', json };

    const url = buildUrl(server.baseUrl, { key: 'ci' });
    expect((await call(`${url}?access_token=${token}`, put)).body.state).toBe('FAILED');
    expect((await call(`${url}/?access_token=${token}`)).status).toBe(200);
    expect((await call(`${url}?access_token=wrong`, put)).status).toBe(401);
    expect((await call(`${url}?access_token=wrong`)).status).toBe(401);
    expect((await call(`${buildUrl(server.baseUrl)}?access_token=${token}`, post)).status).toBe(401);
  });

  test.each(['x-token-auth', 'x-bitbucket-api-token-auth'])('takes a token with the user name %s', async (name) => {
    const write = (password: string) =>
      call(buildUrl(server.baseUrl), { method: 'POST', json, headers: { authorization: basic(name, password) } });

    expect([(await write(token)).status, (await write('wrong')).status]).toEqual([200, 401]);
  });

  test.each(['Basic %%%', 'Basic', `Basic ${btoa('no colon')}`, 'Basic ====', 'Bearer %'])(
    'answers %s with 401',
    async (authorization) => {
      expect((await call(buildUrl(server.baseUrl), { method: 'POST', json, headers: { authorization } })).status).toBe(
        401,
      );
    },
  );

  test('lets OAuth 1 read as nobody', async () => {
    const url = `${statusesUrl(server.baseUrl)}?oauth_consumer_key=key&oauth_signature=secret`;

    expect((await call(url)).status).toBe(200);
    expect((await call(url, { headers: { authorization: 'OAuth oauth_token="x"' } })).status).toBe(200);
  });
});

test('a user name that stands for a token is nobody’s name', async () => {
  await using server = await startServer();
  const json = { key: 'ci', state: 'FAILED' };
  const reportAs = async (name: string) => {
    const headers = { authorization: basic(name, 'any') };
    const { body } = await call(buildUrl(server.baseUrl), { method: 'POST', json, headers });
    return (await call(body.commit.links.html.href)).body;
  };

  expect(await reportAs('jdoe')).toContain('jdoe');
  expect(await reportAs('x-token-auth')).not.toMatch(/jdoe|x-token-auth/);
});

test('no line of the log shows the token of a URL', async () => {
  const { app, log } = await createLoggingApp(true);
  app.get('/2.0/breaks', async ({ url, query }) => {
    throw new Error(`no luck with ${url} and ${JSON.stringify(query)}`);
  });

  const answers = await Promise.all(
    ['/2.0/breaks?access_token=secret&page=1', '/2.0/none?access_token=secret', '/2.0/%zz?access_token=secret'].map(
      (path) => app.inject(path),
    ),
  );
  await app.close();

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 404, 400]);
  expect(log()).toContain('no luck with /2.0/breaks?page=1');
  expect(log()).not.toContain('secret');
});
