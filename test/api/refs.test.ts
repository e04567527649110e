import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommitHash } from '../../src/domain/commit-hash.ts';
import type { branchFields, tagFields } from '../../src/query/ref-fields.ts';
import { call } from '../support/call.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { commitAt } from '../support/history.ts';
import { listLinkedAddresses } from '../support/linked-addresses.ts';
import { listPages } from '../support/list-pages.ts';
import { startTiedServer, type TiedServer } from '../support/start-tied-server.ts';

const opened = new DisposableStack();
let server: TiedServer;
let git: GitRepository;
let older: CommitHash;
let newer: CommitHash;

/** On the older commit, but for `main`. */
const branches = ['feature/10', 'feature/9', 'main', 'ünï/🚦', 'Zed', '50%', 'a#b', 'v1.9'];
const byCodePoint = ['50%', 'Zed', 'a#b', 'feature/10', 'feature/9', 'main', 'v1.9', 'ünï/🚦'];

beforeAll(async () => {
  git = opened.use(createGitRepository());
  older = commitAt(git, 1, 'Older');
  for (const name of branches.filter((one) => one !== 'main')) git.git('branch', name);
  git.git('tag', 'v1.9');
  git.git('tag', 'v1.10');
  newer = commitAt(git, 2, 'Newer');
  git.git('tag', '-a', '-m', 'The second\n\nwith more', 'release/v1.2');
  server = await startTiedServer();
  await server.tie('acme/widgets', git.directory);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  opened.dispose();
});

function url(path: string, repository = 'acme/widgets'): string {
  return `${server.baseUrl}/2.0/repositories/${repository}/${path}`;
}

async function list(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { status, body } = await call(`${url(path)}?${new URLSearchParams(parameters)}`);
  if (status !== 200) throw new Error(`${status} ${body.error.message}`);
  return body.values.map(({ name }: { name: string }) => name);
}

describe('a branch', () => {
  test('is shown as Bitbucket shows one', async () => {
    const { status, body } = await call(url('refs/branches/main'));

    expect([status, body]).toEqual([
      200,
      {
        type: 'branch',
        name: 'main',
        target: (await call(url(`commit/${newer}`))).body,
        merge_strategies: ['merge_commit', 'squash', 'fast_forward'],
        default_merge_strategy: 'merge_commit',
        links: { self: { href: url('refs/branches/main') }, commits: { href: url('commits/main') } },
      },
    ]);
  });

  test.each(branches)('called %s is found by its own links, and percent-encoded', async (name) => {
    const { body } = await call(url(`refs/branches/${encodeURIComponent(name)}`));

    expect([body.name, body.target?.hash]).toEqual([name, name === 'main' ? newer : older]);
    for (const { place, href } of listLinkedAddresses(body)) {
      const expected = place === 'target.repository.links.html' ? 404 : 200;
      expect([place, (await call(href)).status]).toEqual([place, expected]);
    }
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test.each(['feature/9', 'feature/9/', 'feature%2F9', 'feature%2f9?fields='])('is found at %s', async (path) => {
    expect((await call(url(`refs/branches/${path}`))).body.name).toBe('feature/9');
  });

  test.each(['none', 'feature', 'FEATURE/9', 'refs/heads/main', 'main~1', 'HEAD', 'feat*', 'a b', 'v1.10', 'main\n'])(
    'is not there as %j',
    async (name) => {
      const { status, body } = await call(url(`refs/branches/${encodeURIComponent(name)}`));

      expect([status, body]).toEqual([
        404,
        { type: 'error', error: { message: `There is no branch '${name}' in acme/widgets.` } },
      ]);
    },
  );

  test('that is not there is told in short, however long its name', async () => {
    const { status, body } = await call(url(`refs/branches/${'x'.repeat(2000)}`));

    expect([status, body.error.message.length < 200]).toEqual([404, true]);
  });

  test('is seen where it has moved to at once, and is gone at once', async () => {
    const target = async () => (await call(url('refs/branches/moving'))).body.target?.hash;
    git.git('branch', 'moving', older);
    expect(await target()).toBe(older);
    git.git('branch', '--force', 'moving', newer);
    expect(await target()).toBe(newer);
    git.git('branch', '--quiet', '-D', 'moving');

    expect((await call(url('refs/branches/moving'))).status).toBe(404);
    expect(await list('refs/branches', { q: 'name = "moving"' })).toEqual([]);
  });
});

describe('branches', () => {
  test('are listed by name, in Bitbucket’s envelope', async () => {
    const { body } = await call(url('refs/branches?pagelen=3'));
    const shown = byCodePoint.slice(0, 3).map((name) => call(url(`refs/branches/${encodeURIComponent(name)}`)));

    expect(body).toEqual({
      size: 8,
      page: 1,
      pagelen: 3,
      next: url('refs/branches?pagelen=3&page=2'),
      values: (await Promise.all(shown)).map((answer) => answer.body),
    });
    expect((await listPages(body.next)).map(({ name }) => name)).toEqual(byCodePoint.slice(3));
  });

  const queries: Readonly<Record<keyof typeof branchFields, readonly (readonly [string, readonly string[]])[]>> = {
    name: [
      ['name = "main"', ['main']],
      ['name ~ "ÜN"', ['ünï/🚦']],
      ['name ~ "feature/"', ['feature/10', 'feature/9']],
      ['name IN ("Zed", "main", "none")', ['Zed', 'main']],
      ['name !~ "e" AND name != "50%"', ['a#b', 'main', 'v1.9', 'ünï/🚦']],
    ],
    type: [['type = "tag"', []]],
    'target.hash': [['target.hash = "$newer"', ['main']]],
    'target.date': [
      ['target.date > 2025-01-02T02:04:04Z AND name > "v"', ['v1.9', 'ünï/🚦']],
      ['target.date < 2025-01-02T03:04:05+01:00', []],
    ],
    'target.message': [['target.message ~ "NEW"', ['main']]],
    'target.author.raw': [['target.author.raw !~ "alice"', []]],
  };

  test.each(Object.values(queries).flat())('that match %s are %j', async (q, names) => {
    expect(await list('refs/branches', { q: q.replace('$newer', newer) })).toEqual(names);
  });

  test('are sorted by name as people count: 9 before 10', async () => {
    const natural = ['50%', 'a#b', 'feature/9', 'feature/10', 'main', 'ünï/🚦', 'v1.9', 'Zed'];

    expect(await list('refs/branches', { sort: 'name' })).toEqual(natural);
    expect(await list('refs/branches', { sort: '-name' })).toEqual(natural.toReversed());
    expect(await list('refs/branches', { sort: 'name', q: 'name ~ "feature"' })).toEqual(['feature/9', 'feature/10']);
  });

  test('are sorted by every other field both ways, ties by name', async () => {
    const rest = byCodePoint.filter((name) => name !== 'main');

    expect(await list('refs/branches', { sort: 'target.message' })).toEqual(['main', ...rest]);
    expect(await list('refs/branches', { sort: '-target.message' })).toEqual([...rest, 'main']);
    for (const sort of ['type', '-type', 'target.date', '-target.date', 'target.author.raw', '-target.author.raw']) {
      expect([sort, await list('refs/branches', { sort })]).toEqual([sort, byCodePoint]);
    }
    expect((await list('refs/branches', { sort: 'target.hash' })).indexOf('main')).toBe(newer < older ? 0 : 7);
  });

  test.each([
    [{ q: 'bogus = "x"' }, "400 q: There is no field 'bogus'; there are name, type, target.hash,"],
    [{ q: 'message = "x"' }, "400 q: There is no field 'message'"],
    [{ sort: 'bogus' }, '400 sort: Lists are sorted by one of name, type, target.hash'],
    [{ pagelen: '101' }, '400 Invalid pagelen'],
  ])('are not listed for %j', async (parameters, message) => {
    await expect(list('refs/branches', parameters)).rejects.toThrow(message);
  });
});

describe('a tag', () => {
  test('with an annotation tells who gave it, when, and why', async () => {
    const { status, body } = await call(url('refs/tags/release/v1.2'));
    const date = git.git('for-each-ref', '--format=%(taggerdate:iso-strict)', 'refs/tags/release/v1.2');

    expect([status, body]).toEqual([
      200,
      {
        type: 'tag',
        name: 'release/v1.2',
        target: (await call(url(`commit/${newer}`))).body,
        message: 'The second\n\nwith more\n',
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
        tagger: { type: 'author', raw: 'Bob <bob@example.org>' },
        links: { self: { href: url('refs/tags/release/v1.2') }, commits: { href: url('commits/release/v1.2') } },
      },
    ]);
    expect(Date.parse(body.date)).toBe(Date.parse(date));
    expect((await call(url('refs/tags/release%2Fv1.2'))).body).toEqual(body);
  });

  test('without an annotation tells its commit alone, and is no branch of the same name', async () => {
    const { body } = await call(url('refs/tags/v1.9'));

    expect(body).toMatchObject({ type: 'tag', name: 'v1.9', message: null, date: null, tagger: null });
    expect(body.target.hash).toBe(older);
    expect((await call(body.links.self.href)).body).toEqual(body);
  });

  test('is not there when only a branch is called so', async () => {
    const { status, body } = await call(url('refs/tags/main'));

    expect([status, body.error.message]).toEqual([404, "There is no tag 'main' in acme/widgets."]);
  });
});

describe('tags', () => {
  test('are listed by name, and sorted by it as people count', async () => {
    expect(await list('refs/tags')).toEqual(['release/v1.2', 'v1.10', 'v1.9']);
    expect(await list('refs/tags', { sort: 'name' })).toEqual(['release/v1.2', 'v1.9', 'v1.10']);
  });

  const queries: Readonly<Record<keyof typeof tagFields, string>> = {
    name: 'name ~ "RELEASE"',
    type: 'type = "tag" AND message != null',
    'target.hash': 'target.hash = "$newer"',
    'target.date': 'target.date != null AND date != null',
    'target.message': 'target.message = "Newer\\n"',
    'target.author.raw': 'target.author.raw ~ "alice" AND tagger.raw != null',
    message: 'message ~ "second"',
    date: 'date > 2025-01-01',
    'tagger.raw': 'tagger.raw ~ "BOB"',
  };

  test.each(Object.values(queries))('are found by %s', async (q) => {
    expect(await list('refs/tags', { q: q.replace('$newer', newer) })).toEqual(['release/v1.2']);
  });

  test.each(['message', 'date', 'tagger.raw'])('are sorted by %s, those without one first', async (sort) => {
    expect(await list('refs/tags', { sort })).toEqual(['v1.10', 'v1.9', 'release/v1.2']);
    expect(await list('refs/tags', { sort: `-${sort}` })).toEqual(['release/v1.2', 'v1.10', 'v1.9']);
  });
});

test('an empty repository has neither branches nor tags', async () => {
  using empty = createGitRepository();
  await server.tie('acme/empty', empty.directory);

  for (const kind of ['branches', 'tags']) {
    const { body } = await call(url(`refs/${kind}`, 'acme/empty'));
    expect(body).toEqual({ size: 0, page: 1, pagelen: 10, values: [] });
  }
  expect((await call(url('', 'acme/empty'))).body.mainbranch).toEqual({ type: 'branch', name: 'main' });
});
