import { expect, test } from 'vitest';
import { buildUrl, documentedCommit } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';

const { baseUrl } = await startServer();

test('the runs of a build are listed, the last one first, with how long each took', async () => {
  const repository = 'acme/widgets';
  const report = (json: object) =>
    call(buildUrl(baseUrl, { repository }), {
      method: 'POST',
      json: { key: 'ci', url: 'https://ci/{commit.hash}', refname: 'main', ...json },
      headers: { authorization: basic('jdoe', 'any') },
    });
  await report({ state: 'INPROGRESS', buildNumber: 7 });
  await report({ state: 'FAILED', buildNumber: 7 });
  await report({ state: 'INPROGRESS', buildNumber: 8 });
  await report({ key: 'lint', state: 'FAILED' });
  const url = `${baseUrl}/signalbox/1/repositories/${repository}/commits/${documentedCommit}/attempts`;

  const { status, body } = await call(`${url}?key=ci`);

  expect(status).toBe(200);
  const shared = {
    type: 'attempt',
    key: 'ci',
    started_on: expect.stringMatching(/^20\d\d-.*\+00:00$/),
    refname: 'main',
    author: { display_name: 'jdoe' },
    url: `https://ci/${documentedCommit}`,
  };
  expect(body).toEqual({
    size: 2,
    page: 1,
    pagelen: 10,
    values: [
      {
        ...shared,
        attempt: 2,
        build_number: 8,
        state: 'INPROGRESS',
        finished_on: null,
        duration: null,
        is_current: true,
      },
      {
        ...shared,
        attempt: 1,
        build_number: 7,
        state: 'FAILED',
        finished_on: expect.any(String),
        duration: expect.any(Number),
        is_current: false,
      },
    ],
  });
  expect(body.values[1].duration).toBeGreaterThan(0);
  expect(body.values[1].duration).toBeLessThan(60);
  expect((await call(url)).body).toMatchObject({ size: 3, values: [{ key: 'lint', duration: null }, {}, {}] });
});
