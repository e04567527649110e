import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';

const run = promisify(execFile);

let server: RunningProgram;

beforeAll(async () => {
  server = await startProgram(['dev', '--port', '0', '--memory']);
  await curl('-d', 'key=FORM&state=FAILED&refname=main', buildUrl(server.baseUrl));
});
afterAll(() => server[Symbol.asyncDispose]());

/** Runs curl as it is on the machine; gives the HTTP status and what it printed. */
async function curl(...args: readonly string[]) {
  const { stdout } = await run('curl', [
    '--silent',
    '--show-error',
    '--user',
    'jdoe:x',
    '-w',
    '\n%{http_code}',
    ...args,
  ]).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new Error('These tests need curl: install it, on Debian with apt-get install curl.')
      : error;
  });
  const [, body = '', status = ''] = /^([\s\S]*)\n(\d+)$/.exec(stdout) ?? [];
  return { status: Number(status), body };
}

const json = ['-H', 'Content-Type: application/json'];

describe('curl, as Bitbucket’s documentation has it,', () => {
  test('creates a status at an address with a slash at its end', async () => {
    const body =
      '{"key":"MY-BUILD","state":"SUCCESSFUL","description":"42 tests passed","url":"https://www.example.org/my-build-result"}';

    const { status, body: answer } = await curl('-X', 'POST', ...json, '-d', body, `${buildUrl(server.baseUrl)}/`);

    expect([status, JSON.parse(answer).key]).toEqual([201, 'MY-BUILD']);
  });

  test('updates it and reads it', async () => {
    const url = buildUrl(server.baseUrl, { key: 'FORM' });

    expect((await curl('-X', 'PUT', ...json, '-d', '{"state":"STOPPED"}', url)).status).toBe(200);
    expect((await curl('-X', 'PUT', '-d', 'description=by+a+form', url)).status).toBe(200);
    expect(JSON.parse((await curl(url)).body)).toMatchObject({
      state: 'STOPPED',
      description: 'by a form',
      refname: 'main',
    });
  });

  test('searches, sorts and cuts a list to size', async () => {
    const { status, body } = await curl(
      '-G',
      statusesUrl(server.baseUrl),
      '--data-urlencode',
      'q=(key ~ "form" OR key = null) AND state NOT IN ("SUCCESSFUL") AND created_on > 2025-01-01T00:00:00+02:00',
      '--data-urlencode',
      'sort=-updated_on',
      '--data-urlencode',
      'fields=size,values.key',
    );

    expect([status, JSON.parse(body)]).toEqual([200, { size: 1, values: [{ key: 'FORM' }] }]);
  });

  test('asks for the headers alone', async () => {
    const { status, body } = await curl('--head', statusesUrl(server.baseUrl));

    expect([status, body]).toEqual([
      200,
      expect.stringMatching(/^HTTP\/1\.1 200 OK\r\n[\s\S]*content-type: application\/json/i),
    ]);
  });

  test.each([
    [
      'in the absolute form',
      `http://api.bitbucket.org/2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses`,
    ],
    ['with two slashes in front', `//2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses`],
    ['through another door', `/api/2.0/repositories/acme/widgets/commit/${documentedCommit.slice(0, 7)}/statuses?`],
    ['through the door of links', `/!api/2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses/`],
  ])('names its target %s', async (_, target) => {
    const { status, body } = await curl('--request-target', target, server.baseUrl);

    expect([status, JSON.parse(body).values.length > 0]).toEqual([200, true]);
  });

  test('signs in with a token in the address', async () => {
    expect((await curl(`${server.baseUrl}/2.0/user?access_token=secret`)).status).toBe(200);
  });
});
