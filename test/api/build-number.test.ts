import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';
import { batchUrl, postBatch } from '../support/status-batch.ts';

const { baseUrl } = await startServer();

let count = 0;
function newBuild() {
  const repository = `acme/r${++count}`;
  const url = buildUrl(baseUrl, { repository, commit: documentedCommit });
  const post = (json: object) => call(url, { method: 'POST', json: { key: 'ci', ...json } });
  const put = (json: object) => call(`${url}/ci`, { method: 'PUT', json });
  return { repository, url, post, put, get: () => call(`${url}/ci`) };
}

test('a late report of an older build is answered with the current status and a header, and changes nothing', async () => {
  const { post, get } = newBuild();
  await post({ state: 'INPROGRESS', buildNumber: 7 });
  const { body: current } = await post({ state: 'SUCCESSFUL', buildNumber: 8 });

  const late = await post({ state: 'FAILED', buildNumber: 7, description: 'aborted' });

  expect(late.status).toBe(200);
  expect(late.headers.get('signalbox-superseded')).toBe('by build 8');
  expect(late.body).toEqual(current);
  expect((await get()).body).toEqual(current);
});

test('so is a late PUT', async () => {
  const { post, put } = newBuild();
  const { body: current } = await post({ state: 'SUCCESSFUL', buildNumber: 8 });

  const late = await put({ state: 'FAILED', buildNumber: 7 });

  expect([late.status, late.headers.get('signalbox-superseded')]).toEqual([200, 'by build 8']);
  expect(late.body).toEqual(current);
});

test('so is one in a batch, which says so beside it', async () => {
  const { post, repository } = newBuild();
  await post({ state: 'SUCCESSFUL', buildNumber: 8 });
  const commit = documentedCommit;

  const { body } = await postBatch(batchUrl(baseUrl, repository), [
    { commit, key: 'ci', state: 'FAILED', buildNumber: 7 },
    { commit, key: 'ci', state: 'FAILED', buildNumber: 9 },
  ]);

  expect(body).toMatchObject({
    values: [
      { status: 200, superseded: true },
      { status: 200, commit_status: { state: 'FAILED' } },
    ],
  });
});

test.each<[string, unknown, unknown]>([
  ['numbers', 8, 7],
  ['texts of digits, as forms send them', '10', '9'],
  ['a number and a text', 10, '9'],
])('builds are told apart by %s', async (_, newer, older) => {
  const { post } = newBuild();
  await post({ state: 'SUCCESSFUL', buildNumber: newer });

  const late = await post({ state: 'FAILED', buildNumber: older });

  expect(late.headers.get('signalbox-superseded')).toBe(`by build ${newer}`);
});

test.each([['1.2.7'], [''], [-1], [1.5], [1e300], [null], [true], [[7]], [{}]])(
  'what is no number of a build is ignored, as bitbucket.org ignores it: %j',
  async (buildNumber) => {
    const { post } = newBuild();
    await post({ state: 'SUCCESSFUL', buildNumber: 8 });

    const report = await post({ state: 'FAILED', buildNumber });

    expect(report.status).toBe(200);
    expect(report.headers.get('signalbox-superseded')).toBeNull();
    expect(report.body).toMatchObject({ state: 'FAILED' });
  },
);

test('the same build may go on, and a newer one take over', async () => {
  const { post } = newBuild();
  const reports = [
    { state: 'INPROGRESS', buildNumber: 7 },
    { state: 'FAILED', buildNumber: 7 },
    { state: 'INPROGRESS', buildNumber: 8 },
  ];

  const states = [];
  for (const report of reports) states.push((await post(report)).body);

  expect(states).toMatchObject(reports.map(({ state }) => ({ state })));
});
