import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';

const { baseUrl } = await startServer();

let count = 0;
function newHistory() {
  const repository = `acme/r${++count}`;
  const headers = { authorization: basic('jdoe', 'any') };
  const url = buildUrl(baseUrl, { repository });
  const list = (query = '') =>
    call(
      `${baseUrl}/signalbox/1/repositories/${repository}/commits/${documentedCommit}/history${query && `?${query}`}`,
    );
  return {
    list,
    report: (json: object) => call(url, { method: 'POST', json: { key: 'ci', ...json }, headers }),
    keysOf: async (query: string) =>
      (await list(query)).body.values.map(({ id, key }: { id: number; key: string }) => `${id} ${key}`),
  };
}

test('every change is listed, newest first, with who, when, from which state to which, and what else changed', async () => {
  const { report, list } = newHistory();
  await report({ state: 'INPROGRESS', buildNumber: 7, url: 'https://ci/{repository.full_name}' });
  await report({ state: 'INPROGRESS', buildNumber: 7, url: 'https://ci/{repository.full_name}' });
  await report({ state: 'FAILED', description: '1 of 42 failed', url: 'https://ci/{repository.full_name}' });
  await report({ state: 'FAILED', buildNumber: 6 });

  const { status, body } = await list();

  expect(status).toBe(200);
  expect(body).toEqual({ size: 3, page: 1, pagelen: 10, values: expect.anything() });
  expect(body.values).toMatchObject([
    { id: 3, kind: 'superseded', state: 'FAILED', old_state: 'FAILED', build_number: 6, changed: [] },
    {
      type: 'status_event',
      id: 2,
      kind: 'reported',
      key: 'ci',
      state: 'FAILED',
      old_state: 'INPROGRESS',
      attempt: 1,
      description: '1 of 42 failed',
      url: expect.stringMatching(/^https:\/\/ci\/acme\/r\d+$/),
      author: { display_name: 'jdoe' },
      occurred_on: expect.stringMatching(/^20\d\d-.*\+00:00$/),
      commit: { type: 'commit', hash: documentedCommit },
      changed: ['state', 'description'],
    },
    { id: 1, state: 'INPROGRESS', old_state: null, build_number: 7, changed: null },
  ]);
});

test('it can be searched and sorted as other collections, and by exact keys', async () => {
  const { report, keysOf } = newHistory();
  await report({ key: 'ci/unit', state: 'INPROGRESS' });
  await report({ key: 'ci/lint', state: 'INPROGRESS', refname: 'main' });
  await report({ key: 'ci/unit', state: 'SUCCESSFUL' });
  await report({ key: 'ci', state: 'FAILED' });

  expect(await keysOf('key=ci/unit')).toEqual(['3 ci/unit', '1 ci/unit']);
  expect(await keysOf('key=ci/unit&key=ci')).toEqual(['4 ci', '3 ci/unit', '1 ci/unit']);
  expect(await keysOf('key=')).toHaveLength(4);
  expect(await keysOf(`q=${encodeURIComponent('old_state = "INPROGRESS"')}`)).toEqual(['3 ci/unit']);
  expect(await keysOf(`q=${encodeURIComponent('refname = "main" OR author.display_name != "jdoe"')}`)).toEqual([
    '2 ci/lint',
  ]);
  expect(await keysOf('sort=key')).toEqual(['4 ci', '2 ci/lint', '3 ci/unit', '1 ci/unit']);
  expect(await keysOf('sort=occurred_on&pagelen=2&page=2')).toEqual(['3 ci/unit', '4 ci']);
});

test.each([
  [`q=${encodeURIComponent('colour = "red"')}`, 400],
  ['sort=colour', 400],
  ['pagelen=1000', 400],
])('what cannot be searched for is refused: %s', async (query, expected) => {
  const { report, list } = newHistory();
  await report({ state: 'FAILED' });

  expect((await list(query)).status).toBe(expected);
});

test('a commit without statuses has none', async () => {
  const { report, list } = newHistory();
  await report({ state: 'FAILED' });
  const { body } = await list(`key=other`);

  expect(body).toMatchObject({ size: 0, values: [] });
});
