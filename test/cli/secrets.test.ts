import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { basic, type Call, call } from '../support/call.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const directory = createTemporaryDirectory();
afterAll(() => directory[Symbol.dispose]());

const data = ['--data', directory.path];
const password = 'correct horse battery staple';

/** Every way in which a secret is sent, to what there is, what there is not, and what cannot be. */
function requestsWith(baseUrl: string, secret: string): readonly (readonly [string, Call])[] {
  const json = { key: 'k', state: 'FAILED' };
  const headers = { authorization: `Bearer ${secret}` };
  const build = buildUrl(baseUrl);
  return [
    [build, { method: 'POST', json, headers }],
    [build, { method: 'POST', raw: '{', headers: { ...headers, 'content-type': 'application/json' } }],
    [build, { method: 'POST', form: { ...json, access_token: secret } }],
    [build, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, raw: secret }],
    [`${buildUrl(baseUrl, { key: 'k' })}?access_token=${secret}&x=1`, {}],
    [`${baseUrl}/2.0/nothing?access_token=${secret}`, {}],
    [`${baseUrl}/2.0/%zz?access_token=${secret}`, {}],
    [`${baseUrl}/2.0/user`, { headers: { authorization: basic('administrator', secret) } }],
    [`${baseUrl}/2.0/user`, { headers: { authorization: basic('nobody', secret) } }],
    [`${baseUrl}/2.0/user`, { headers: { authorization: basic(secret, 'x') } }],
    [`${baseUrl}/2.0/user`, { headers: { authorization: `Bearer ${secret}x` } }],
    [`${baseUrl}/site/oauth2/access_token`, { method: 'POST', form: { client_id: 'x', client_secret: secret } }],
    [`${baseUrl}/signalbox/1/tokens`, { headers }],
    [`${baseUrl}/signalbox/1/audit`, { headers }],
    [`${baseUrl}/site/sign-in`, { method: 'POST', form: { name: 'administrator', secret } }],
    [`${baseUrl}/acme/widgets/commits/${documentedCommit}?access_token=${secret}`, {}],
  ];
}

test('no token and no password is in a log, an answer, the audit, or on the disk', async () => {
  await runProgram(['repository', 'add', 'acme/widgets', ...data]);
  await runProgram(['account', 'create', 'jane', '--password-stdin', ...data], { input: `${password}\n` });
  const made = await runProgram(['token', 'create', '--account', 'ci', '--scope', 'repository', '--json', ...data]);
  const { token } = JSON.parse(made.stdout);
  await using server = await startProgram(['serve', '--port', '0', '--log-level', 'debug', ...data]);
  const secrets = [token, password];
  const isTold = (text: string) => secrets.filter((secret) => text.includes(secret) || text.includes(btoa(secret)));

  for (const secret of secrets) {
    // Each wrong one of many would be answered later than the one before it.
    const requests = requestsWith(server.baseUrl, encodeURIComponent(secret)).slice(
      0,
      secret === token ? undefined : 8,
    );
    for (const [url, request] of requests) {
      const { status, headers, body } = await call(url, request);
      expect([url, status < 500, isTold(`${JSON.stringify([...headers])} ${JSON.stringify(body)}`)]).toEqual([
        url,
        true,
        [],
      ]);
    }
  }
  const listed = await Promise.all(
    [
      ['token', 'list'],
      ['account', 'list'],
      ['audit', 'export'],
    ].map((command) => runProgram([...command, ...data])),
  );

  expect(listed.map(({ stdout, stderr }) => isTold(stdout + stderr))).toEqual([[], [], []]);
  expect(listed.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(isTold(server.output() + server.errors())).toEqual([]);
  const files = readdirSync(directory.path).map((name) => readFileSync(`${directory.path}/${name}`, 'latin1'));
  expect(files.flatMap(isTold)).toEqual([]);
});
