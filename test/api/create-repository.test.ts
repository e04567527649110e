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

describe('creating a repository', () => {
  test('takes a form, with the names of booleans', async () => {
    const form = {
      scm: 'git',
      is_private: 'true',
      has_issues: 'false',
      description: 'Form & more',
      name: 'From a form',
    };

    const { status, body } = await call(url('acme/form'), { method: 'POST', form });

    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        full_name: 'acme/form',
        name: 'From a form',
        description: 'Form & more',
        is_private: true,
        has_issues: false,
      }),
    ]);
  });

  test.each<[string, object]>([
    ['nothing', {}],
    [
      'null everywhere',
      {
        name: null,
        description: null,
        language: null,
        website: null,
        is_private: null,
        has_issues: null,
        has_wiki: null,
        fork_policy: null,
        scm: null,
        project: null,
        mainbranch: null,
      },
    ],
    ['empty texts', { name: '', description: '', language: '', website: '', scm: '', fork_policy: '' }],
    [
      'what is not its to say',
      {
        uuid: 'x',
        full_name: 7,
        slug: 'other',
        type: 'whatever',
        owner: { username: 'other' },
        links: null,
        created_on: '0001-01-01T00:00:00Z',
        buildNumber: 3,
      },
    ],
  ])('takes %s for a repository of which nothing is said', async (what, json) => {
    const slug = what.replaceAll(' ', '-');

    const { status, body } = await create(`lenient/${slug}`, json);

    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        slug,
        name: slug,
        description: '',
        website: null,
        is_private: false,
        fork_policy: 'allow_forks',
      }),
    ]);
    expect(body.project.key).toBe('PROJ');
  });

  test('puts it into the workspace that a UUID names', async () => {
    const { workspace } = (await create('acme/first')).body;

    const { status, body } = await create(`${encodeURIComponent(workspace.uuid)}/second`);

    expect([status, body.full_name]).toEqual([200, 'acme/second']);
    const put = await call(url(`${encodeURIComponent(workspace.uuid)}/third`), { method: 'PUT', json: {} });
    expect([put.status, put.body.full_name]).toEqual([201, 'acme/third']);
  });

  test('finds no workspace of a UUID that none has', async () => {
    const unknown = encodeURIComponent('{00000000-0000-4000-8000-000000000000}');
    expect((await create(`${unknown}/second`)).body.error.message).toBe(
      "No workspace with identifier '{00000000-0000-4000-8000-000000000000}'.",
    );
  });

  test('refuses a slug that is taken, in any case, and leaves the first as it was', async () => {
    const first = (await create('acme/taken', { description: 'first' })).body;

    const { status, body } = await create('acme/TAKEN', { description: 'second' });

    const text = 'Repository with this Slug and Owner already exists.';
    expect([status, body]).toEqual([
      400,
      { type: 'error', error: { message: `slug: ${text}`, fields: { slug: [text] } } },
    ]);
    expect((await call(url('acme/taken'))).body).toEqual(first);
  });

  test('makes one of twenty that ask for the same slug at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('race/one')));

    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    expect(answers.filter(({ status }) => status === 400).length).toBe(19);
  });

  test.each([
    ['acme/a%20b', 'A repository slug is 1 to 62 letters'],
    ['acme/..%2Fx', 'A repository slug is 1 to 62 letters'],
    [`acme/${'x'.repeat(63)}`, 'A repository slug is 1 to 62 letters'],
    ['acme/%C3%A4', 'A repository slug is 1 to 62 letters'],
    ['acme/%7Bx%7D', 'A repository slug is 1 to 62 letters'],
    ['a!b/widgets', 'A workspace slug is 1 to 62 letters'],
    ['signalbox/widgets', "The workspace name 'signalbox' is reserved"],
    ['api/widgets', "The workspace name 'api' is reserved"],
  ])('refuses the address %s', async (name, message) => {
    const { status, body } = await create(name);

    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
    expect((await call(url(name))).status).toBe(404);
  });

  test.each<[object, Record<string, string>]>([
    [{ name: 'x'.repeat(63) }, { name: 'Ensure this value has at most 62 characters (it has 63).' }],
    [{ name: 7 }, { name: 'Not a valid string.' }],
    [{ name: '  ' }, { name: 'This field may not be blank.' }],
    [
      { description: 'x'.repeat(4097) },
      { description: 'Ensure this value has at most 4096 characters (it has 4097).' },
    ],
    [{ description: 'a\0b' }, { description: 'Null characters and broken surrogate pairs are not allowed.' }],
    [
      { is_private: 'maybe' },
      { is_private: 'Select a valid choice. maybe is not one of the available choices: true, false.' },
    ],
    [{ scm: 'hg' }, { scm: 'Select a valid choice. hg is not one of the available choices: git.' }],
    [
      { fork_policy: 'all', has_wiki: 3 },
      {
        fork_policy:
          'Select a valid choice. all is not one of the available choices: allow_forks, no_public_forks, no_forks.',
        has_wiki: 'Select a valid choice. 3 is not one of the available choices: true, false.',
      },
    ],
    [
      { mainbranch: { name: 'x'.repeat(256) } },
      { 'mainbranch.name': 'Ensure this value has at most 255 characters (it has 256).' },
    ],
  ])('refuses %j, and makes nothing', async (json, fields) => {
    const { status, body } = await create('acme/refused', json);

    expect([status, body.error.fields]).toEqual([
      400,
      Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, [text]])),
    ]);
    expect((await call(url('acme/refused'))).status).toBe(404);
  });
});
