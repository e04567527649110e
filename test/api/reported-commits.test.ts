import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { listPages } from '../support/list-pages.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function url(path: string): string {
  return `${server.baseUrl}/2.0/repositories/acme/plain/${path}`;
}

async function list(path: string): Promise<readonly string[]> {
  const { status, body } = await call(url(path));
  if (status !== 200) throw new Error(`${status} ${body.error.message}`);
  return body.values.map(({ hash }: { hash: string }) => hash);
}

describe('commits without a Git directory', () => {
  const [one = '', two = '', three = ''] = ['aaa1', 'bbb2', 'ccc3'].map(hashFrom);

  beforeAll(async () => {
    for (const [commit, refname] of [
      [one, 'main'],
      [two, 'feature/one'],
      [three, 'main'],
    ]) {
      const json = { key: 'ci', state: 'FAILED', refname };
      await call(url(`commit/${commit}/statuses/build`), { method: 'POST', json });
    }
  });

  test('are those that were heard of, the last one first', async () => {
    expect(await list('commits')).toEqual([three, two, one]);
    expect((await listPages(url('commits?pagelen=2'))).map(({ hash }) => hash)).toEqual([three, two, one]);
  });

  test('are those of a branch, of the name of which slashes are a part', async () => {
    expect(await list('commits/main')).toEqual([three, one]);
    expect(await list('commits/feature/one')).toEqual([two]);
    expect(await list('commits?include=main')).toEqual([three, one]);
    expect((await listPages(url('commits/main?pagelen=1'))).map(({ hash }) => hash)).toEqual([three, one]);
  });

  test('are the one of a hash, as nobody knows what came before it', async () => {
    expect(await list(`commits/${two}`)).toEqual([two]);
    expect(await list('commits/bbb2000')).toEqual([two]);
    expect(await list('commits/bbb2000?page=2')).toEqual([]);
  });

  test('have a date, from when they were heard of first, and nothing else to tell', async () => {
    const { body } = await call(url(`commit/${two}`));

    const status = (await call(url(`commit/${two}/statuses/build/ci`))).body;
    expect(body).toMatchObject({
      hash: two,
      date: status.created_on,
      message: '',
      summary: { raw: '', html: '' },
      author: { type: 'author', raw: '' },
      parents: [],
    });
    expect(body).not.toHaveProperty('committer');
    expect((await call(url('commit/BBB2000'))).body).toEqual(body);
  });

  test('may be any whole hash, of which nothing is known', async () => {
    const { status, body } = await call(url(`commit/${hashFrom('ddd4')}`));

    expect([status, body.hash]).toEqual([200, hashFrom('ddd4')]);
    expect(body).not.toHaveProperty('date');
    expect((await call(url('commit/ddd4000'))).body.error.message).toBe('Commit not found');
  });

  test.each(['commits?exclude=main', 'commits/main?include=feature/one', 'commits?path=src'])(
    'cannot be told apart by %s',
    async (path) => {
      const { status, body } = await call(url(path));

      expect([status, body.error.message]).toEqual([400, 'Only a Git directory knows which commits come from which.']);
    },
  );

  test('are not found by an unknown branch', async () => {
    const { status, body } = await call(url('commits/none'));

    expect([status, body.error.data]).toEqual([404, { shas: ['none'] }]);
  });
});
