import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, hashFrom, statusesUrl } from '../support/addresses.ts';
import { type Call, call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { batchUrl, postBatch } from '../support/status-batch.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ logLevel: 'silent' });
});
afterAll(() => server[Symbol.asyncDispose]());

const good = { commit: documentedCommit, key: 'ci', state: 'SUCCESSFUL' };
const bad = { ...good, state: 'GREEN' };
const another = hashFrom('c0ffee');

/** A repository that no other test has, and that is not there yet. */
function newPlace() {
  const repository = `acme/${randomUUID()}`;
  return { repository, url: batchUrl(server.baseUrl, repository) };
}

async function isThere(repository: string): Promise<boolean> {
  return (await call(`${server.baseUrl}/2.0/repositories/${repository}`)).status === 200;
}

function many(length: number, members: object = {}) {
  return Array.from({ length }, (_, index) => ({ ...good, key: `k${index}`, ...members }));
}

describe('a batch', () => {
  test('makes the repository, and stores statuses of several commits', async () => {
    const { repository, url } = newPlace();

    const { status, body } = await postBatch(url, [good, { ...good, commit: another.toUpperCase(), key: 7 }]);

    const [first, second] = body.values;
    expect(status).toBe(200);
    expect(body).toEqual({ type: 'commit_status_batch', created: 2, updated: 0, refused: 0, values: [first, second] });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.commit_status).toEqual((await call(buildUrl(server.baseUrl, { repository, key: 'ci' }))).body);
    const at = { repository, commit: another };
    expect((await call(statusesUrl(server.baseUrl, at))).body.values).toEqual([second.commit_status]);
  });

  test('refuses what is wrong with 207, in its place, and stores the rest', async () => {
    const { repository, url } = newPlace();
    const statuses = [bad, good, { ...good, commit: 'main' }, 'x', null, { ...good, commit: another.slice(0, 7) }];

    const { status, body } = await postBatch(url, statuses);

    const answers = body.values.map((value: { status: number; error?: { message: string } }) => [
      value.status,
      value.error?.message,
    ]);
    expect(status).toBe(207);
    expect(body).toMatchObject({ created: 1, updated: 0, refused: 5 });
    expect(answers).toEqual([
      [400, expect.stringContaining('state: Select a valid choice. GREEN is not one of')],
      [201, undefined],
      [404, 'Commit not found'],
      [400, 'The body must be a JSON object.'],
      [400, 'The body must be a JSON object.'],
      [404, 'Commit not found'],
    ]);
    expect((await call(statusesUrl(server.baseUrl, { repository }))).body.size).toBe(1);
  });

  test('says what is wrong with each member of one, the commit too', async () => {
    const { url } = newPlace();

    const { body } = await postBatch(url, [
      { commit: 7, key: '' },
      { ...good, commit: '' },
    ]);

    const required = ['This field is required.'];
    expect(body.values).toMatchObject([
      { status: 400, error: { fields: { commit: ['Not a valid string.'], key: required, state: required } } },
      { status: 400, error: { fields: { commit: required } } },
    ]);
  });

  test('writes one key of one commit twice, the second over the first', async () => {
    const { repository, url } = newPlace();

    const { status, body } = await postBatch(url, [
      { ...good, name: 'first' },
      { ...good, state: 'FAILED' },
    ]);

    const [first, second] = body.values;
    expect([status, body.created, body.updated]).toEqual([200, 1, 1]);
    expect(first).toMatchObject({ status: 201, commit_status: { state: 'SUCCESSFUL', name: 'first' } });
    expect(second).toMatchObject({ status: 200, commit_status: { state: 'FAILED', name: '' } });
    expect(second.commit_status.uuid).toBe(first.commit_status.uuid);
    expect(second.commit_status.created_on).toBe(first.commit_status.created_on);
    expect((await call(statusesUrl(server.baseUrl, { repository }))).body.values).toEqual([second.commit_status]);
  });

  test('takes a thousand with long texts, and answers in their order', async () => {
    const { repository, url } = newPlace();
    const statuses = many(1000, { description: 'x'.repeat(4096) });

    const { status, body } = await postBatch(url, statuses);

    const keys = body.values.map((value: { commit_status: { key: string } }) => value.commit_status.key);
    expect([status, body.created]).toEqual([200, 1000]);
    expect(keys).toEqual(statuses.map(({ key }) => key));
    expect((await call(statusesUrl(server.baseUrl, { repository }))).body.size).toBe(1000);
  });

  test('overwrites side by side with others, and loses nothing', async () => {
    const { repository, url } = newPlace();
    const commit = documentedCommit;
    const [, ...singles] = many(50);

    const [batch, again] = await Promise.all([
      postBatch(url, many(300)),
      postBatch(url, many(300, { commit: another })),
      ...singles.map((json) => call(buildUrl(server.baseUrl, { repository, commit }), { method: 'POST', json })),
    ]);

    expect([batch?.body.refused, again?.body.created]).toEqual([0, 300]);
    expect((await call(statusesUrl(server.baseUrl, { repository }))).body.size).toBe(300);
  });

  test('that holds nothing good makes no repository', async () => {
    const { repository, url } = newPlace();

    const { status, body } = await postBatch(url, [bad, { ...good, commit: 'e10dae2' }, { ...good, commit: 'main' }]);

    expect([status, body.refused]).toEqual([207, 3]);
    expect(body.values[1].error).toEqual({ message: 'Commit not found', data: { shas: ['e10dae2'] } });
    expect(body.values[2].error.detail).toContain('first 7 hexadecimal digits');
    expect(await isThere(repository)).toBe(false);
  });
});

describe('a body that is no batch is refused, and changes nothing:', () => {
  const oneTooMany = many(1001);
  const bodies: readonly (readonly [string, Call, number, string])[] = [
    ['nothing', {}, 400, 'statuses: This field is required.'],
    ['a list', { json: [good] }, 400, 'The body must be a JSON object.'],
    ['one status', { json: good }, 400, 'statuses: This field is required.'],
    ['null', { json: { statuses: null } }, 400, 'statuses: This field is required.'],
    ['an object of statuses', { json: { statuses: { good } } }, 400, 'statuses: Not a valid list.'],
    ['an empty list', { json: { statuses: [] } }, 400, 'statuses: This list may not be empty.'],
    ['1,001', { json: { statuses: oneTooMany } }, 400, 'statuses: Ensure this list has at most 1000 elements.'],
    ['a form', { form: { statuses: JSON.stringify([good]) } }, 415, 'Content-Type'],
    ['half of its JSON', { raw: `{"statuses":[${JSON.stringify(good)}` }, 400, 'The body is not valid JSON'],
    ['XML', { raw: '<a/>', headers: { 'content-type': 'application/xml' } }, 415, 'Content-Type'],
    ['more than 8 MiB', { json: { statuses: [good], x: 'x'.repeat(8 * 1024 ** 2) } }, 413, 'larger than 8 MiB.'],
  ];

  test.each(bodies)('%s', async (_, request, status, message) => {
    const { repository, url } = newPlace();

    const answer = await call(url, { method: 'POST', ...request });

    expect([answer.status, answer.body.type]).toEqual([status, 'error']);
    expect(answer.body.error.message).toContain(message);
    expect(await isThere(repository)).toBe(false);
  });
});

test('/openapi.json tells every member of a status of a batch, which is JSON', async () => {
  const { paths } = (await call(`${server.baseUrl}/openapi.json`)).body;
  const contentOf = (path: string) => paths[path].post.requestBody.content;
  const bodyOf = (path: string) => contentOf(path)['application/json'].schema;
  const alone = bodyOf('/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build');
  const batch = '/signalbox/1/repositories/{workspace}/{repo_slug}/statuses/batch';
  const { statuses } = bodyOf(batch).properties;

  expect(Object.keys(contentOf(batch))).toEqual(['application/json']);
  const { commit, ...others } = statuses.items.properties;
  expect(commit).toMatchObject({ type: 'string' });
  expect(others).toEqual(alone.properties);
  expect(statuses.items.required).toEqual(['commit', ...alone.required]);
  expect(statuses).toMatchObject({ minItems: 1, maxItems: 1000 });
});

test('a repository whose name cannot be one concerns all', async () => {
  const { status, body } = await postBatch(batchUrl(server.baseUrl, 'acme/wid%20gets'), [good]);

  expect([status, body.type]).toEqual([400, 'error']);
});

test('a repository answers to the name that it has now', async () => {
  const { repository, url } = newPlace();
  await postBatch(url, [good]);
  await call(`${server.baseUrl}/2.0/repositories/${repository}`, { method: 'PUT', json: { name: 'renamed' } });

  expect((await postBatch(url, [good])).status).toBe(404);
  expect((await postBatch(batchUrl(server.baseUrl, 'acme/renamed'), [good])).body.updated).toBe(1);
});
