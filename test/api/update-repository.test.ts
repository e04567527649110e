import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function url(name: string): string {
  return `${server.baseUrl}/2.0/repositories/${name}`;
}

function create(name: string, json: object = {}) {
  return call(url(name), { method: 'POST', json });
}

describe('changing a repository', () => {
  test('changes what is sent, and leaves the rest', async () => {
    const before = (await create('acme/changed', { description: 'old', language: 'go', is_private: true })).body;

    const { status, body, headers } = await call(url('acme/changed'), {
      method: 'PUT',
      json: { description: 'new', is_private: false },
    });

    expect([status, headers.get('location')]).toEqual([200, '/2.0/repositories/acme/changed']);
    expect(body).toEqual({ ...before, description: 'new', is_private: false, updated_on: body.updated_on });
    expect(body.updated_on > before.updated_on).toBe(true);
    expect((await call(url('acme/changed'))).body).toEqual(body);
  });

  test('takes a form', async () => {
    await create('acme/put-form', { is_private: true });

    const { body } = await call(url('acme/put-form'), {
      method: 'PUT',
      form: { is_private: 'false', website: 'http://x' },
    });

    expect([body.is_private, body.website]).toEqual([false, 'http://x']);
  });

  test('takes back what it showed, and changes nothing by it', async () => {
    const before = (await create('acme/same', { name: 'The Same', project: { key: 'CORE', name: 'The core' } })).body;

    const { status, body } = await call(url('acme/same'), { method: 'PUT', json: before });

    expect([status, body]).toEqual([200, { ...before, updated_on: body.updated_on }]);
  });

  test('sets what is null back to what it is by default', async () => {
    const said = {
      description: 'x',
      website: 'http://x',
      has_wiki: true,
      fork_policy: 'no_forks',
      mainbranch: { name: 'dev' },
    };
    await create('acme/unset', { ...said, project: { key: 'CORE' } });
    const nulls = Object.fromEntries(Object.keys({ ...said, project: '' }).map((name) => [name, null]));

    const { body } = await call(url('acme/unset'), { method: 'PUT', json: nulls });

    expect(body).toMatchObject({
      description: '',
      website: null,
      has_wiki: false,
      fork_policy: 'allow_forks',
      mainbranch: { name: 'main' },
      project: { key: 'PROJ', name: 'Untitled project' },
    });
  });

  test('leaves the name of a project that is sent with its key alone', async () => {
    await create('acme/project', { project: { key: 'CORE', name: 'The core' } });
    const put = async (project: object) =>
      (await call(url('acme/project'), { method: 'PUT', json: { project } })).body.project;

    expect(await put({ key: 'core' })).toMatchObject({ key: 'CORE', name: 'The core' });
    expect(await put({ key: 'OTHER' })).toMatchObject({ key: 'OTHER', name: 'OTHER' });
    expect(await put({ name: 'Another' })).toMatchObject({ key: 'OTHER', name: 'Another' });
  });

  test('creates one that is not there', async () => {
    const { status, body, headers } = await call(url('acme/put-new'), { method: 'PUT', json: { name: 'Put new' } });

    expect([status, headers.get('location'), body.name]).toEqual([201, '/2.0/repositories/acme/put-new', 'Put new']);
    expect((await call(url('acme/put-new'))).body).toEqual(body);
  });

  test('creates none under a UUID', async () => {
    const unknown = encodeURIComponent('{00000000-0000-4000-8000-000000000000}');

    expect((await call(url(`acme/${unknown}`), { method: 'PUT', json: {} })).status).toBe(404);
  });
});
