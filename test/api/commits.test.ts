import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommitHash } from '../../src/domain/commit-hash.ts';
import { call } from '../support/call.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';
import { commitAt, merge, startBranch } from '../support/history.ts';
import { listLinkedAddresses } from '../support/linked-addresses.ts';
import { listPages } from '../support/list-pages.ts';
import { startTiedServer, type TiedServer } from '../support/start-tied-server.ts';

const opened = new DisposableStack();
let server: TiedServer;
let git: GitRepository;
/**
 * On `main` the first, the third and a merge (the newest) of `feature/one`, which begins at the first and has the second
 * and the fourth.
 */
let first: CommitHash;
let second: CommitHash;
let third: CommitHash;
let fourth: CommitHash;
let merged: CommitHash;

beforeAll(async () => {
  git = opened.use(createGitRepository());
  git.add('README.md');
  first = commitAt(git, 1, 'First\n\n<b>&amp;');
  startBranch(git, 'feature/one');
  git.add('src/one.ts');
  second = commitAt(git, 2);
  git.git('switch', '--quiet', 'main');
  git.add('src/main.ts');
  third = commitAt(git, 3);
  git.git('switch', '--quiet', 'feature/one');
  fourth = commitAt(git, 4);
  git.git('switch', '--quiet', 'main');
  merged = merge(git, 'feature/one');
  git.git('tag', 'v1.0', third);
  git.git('tag', '-a', '-m', 'Rel', 'release/1', second);
  // A branch that is called like the beginning of another commit.
  git.git('branch', first.slice(0, 7), fourth);
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

async function list(path: string, repository?: string): Promise<readonly string[]> {
  const { status, body } = await call(url(path, repository));
  if (status !== 200) throw new Error(`${status} ${body.error.message}`);
  return body.values.map(({ hash }: { hash: string }) => hash);
}

describe('a commit with a Git directory', () => {
  test('is shown as Bitbucket shows one', async () => {
    const { status, body } = await call(url(`commit/${first}`));
    const repository = (await call(url(''))).body;
    const raw = 'First\n\n<b>&amp;\n';

    expect([status, body]).toEqual([
      200,
      {
        type: 'commit',
        hash: first,
        date: '2025-01-02T03:04:05+01:00',
        author: { type: 'author', raw: 'Alice <alice@example.org>' },
        committer: { type: 'author', raw: 'Bob <bob@example.org>' },
        message: raw,
        summary: { type: 'rendered', raw, markup: 'plaintext', html: '<p>First\n\n&lt;b&gt;&amp;amp;\n</p>' },
        parents: [],
        participants: [],
        repository: {
          type: 'repository',
          full_name: 'acme/widgets',
          name: 'widgets',
          uuid: repository.uuid,
          links: {
            self: { href: repository.links.self.href },
            html: { href: repository.links.html.href },
            avatar: { href: repository.links.avatar.href },
          },
        },
        links: {
          self: { href: url(`commit/${first}`) },
          html: { href: `${server.baseUrl}/acme/widgets/commits/${first}` },
          statuses: { href: url(`commit/${first}/statuses`) },
        },
      },
    ]);
  });

  test('has its parents, of a merge both, the first one first', async () => {
    const { body } = await call(url(`commit/${merged}`));

    expect(body.parents).toEqual(
      [third, fourth].map((hash) => ({
        type: 'commit',
        hash,
        links: {
          self: { href: url(`commit/${hash}`) },
          html: { href: `${server.baseUrl}/acme/widgets/commits/${hash}` },
        },
      })),
    );
  });

  test('has links that lead somewhere, but for the page of its repository, which is still to come', async () => {
    const { body } = await call(url(`commit/${merged}`));

    for (const { place, href } of listLinkedAddresses(body)) {
      const expected = place === 'repository.links.html' ? 404 : 200;
      expect([place, (await call(href)).status]).toEqual([place, expected]);
    }
  });

  test.each([7, 12, 39, 40])('is found by the first %i digits, in any case', async (length) => {
    const { body } = await call(url(`commit/${fourth.slice(0, length).toUpperCase()}`));

    expect(body.hash).toBe(fourth);
  });

  test('is found by its digits even when a branch is called so', async () => {
    expect((await call(url(`commit/${first.slice(0, 7)}`))).body.hash).toBe(first);
  });

  test.each(['main', 'v1.0', 'e10dae2', 'e10dae226959c2194f2b07b077c07762d93821cf', 'HEAD', 'abc', 'x'.repeat(200)])(
    'is not what %s names',
    async (sent) => {
      const { status, body } = await call(url(`commit/${sent}`));

      const data = { shas: [sent.slice(0, 80)] };
      expect([status, body]).toEqual([
        404,
        { type: 'error', error: { message: 'Commit not found', data, ...hint(body) }, data },
      ]);
    },
  );

  /** What cannot be a hash is told so. */
  function hint({ error }: { error: { detail?: string } }) {
    return error.detail === undefined ? {} : { detail: expect.stringContaining('by its hash') };
  }
});

describe('commits with a Git directory', () => {
  test('are those of all branches, newest first, in Bitbucket’s envelope without a size', async () => {
    startBranch(git, 'unmerged', first);
    const fifth = commitAt(git, 5);
    git.git('switch', '--quiet', 'main');

    const { body } = await call(url('commits'));
    const commits = body.values.map(({ hash }: { hash: string }) => call(url(`commit/${hash}`)));

    expect(body).toEqual({ page: 1, pagelen: 10, values: (await Promise.all(commits)).map((answer) => answer.body) });
    expect(body.values.map(({ hash }: { hash: string }) => hash)).toEqual([
      merged,
      fifth,
      fourth,
      third,
      second,
      first,
    ]);
    git.git('branch', '--quiet', '-D', 'unmerged');
    expect(await list('commits')).toEqual([merged, fourth, third, second, first]);
  });

  test.each([
    ['main', () => [merged, fourth, third, second, first]],
    ['main/', () => [merged, fourth, third, second, first]],
    ['feature/one', () => [fourth, second, first]],
    ['feature%2Fone', () => [fourth, second, first]],
    ['v1.0', () => [third, first]],
    ['release/1', () => [second, first]],
    ['release%2F1/', () => [second, first]],
  ])('are those that %s leads to', async (revision, hashes) => {
    expect(await list(`commits/${revision}`)).toEqual(hashes());
  });

  test('are those that a hash leads to, whole or short', async () => {
    expect(await list(`commits/${third}`)).toEqual([third, first]);
    expect(await list(`commits/${third.slice(0, 7).toUpperCase()}`)).toEqual([third, first]);
  });

  test('are those of a branch before those of a hash that begins alike', async () => {
    expect(await list(`commits/${first.slice(0, 7)}`)).toEqual([fourth, second, first]);
    expect(await list(`commits/${first.slice(0, 8)}`)).toEqual([first]);
  });

  test('include and exclude what is asked, as often as it is asked', async () => {
    expect(await list('commits?include=feature/one')).toEqual([fourth, second, first]);
    expect(await list(`commits?include=v1.0&include=${second}`)).toEqual([third, second, first]);
    expect(await list('commits/main?exclude=v1.0')).toEqual([merged, fourth, second]);
    expect(await list('commits/v1.0?include=release/1')).toEqual([third, second, first]);
    expect(await list(`commits?exclude=v1.0&exclude=${second.slice(0, 9)}`)).toEqual([merged, fourth]);
    expect(await list('commits/main?exclude=main')).toEqual([]);
  });

  test('include and exclude no more than anybody needs', async () => {
    const { status, body } = await call(url(`commits/main?${'exclude=main&'.repeat(50)}`));

    expect([status, body.error.message]).toEqual([
      400,
      'Name at most 50 commits to include and exclude (received 51).',
    ]);
  });

  test('are narrowed to a file or a folder', async () => {
    // The merge brought together what either side had changed.
    expect(await list('commits?path=src')).toEqual([merged, third, second]);
    expect(await list('commits/main?path=src/one.ts')).toEqual([second]);
    expect(await list('commits?path=none')).toEqual([]);
    expect(await list('commits?path=')).toHaveLength(5);
    expect(await list('commits?path=s*')).toEqual([]);
  });

  test.each(['../', '/etc', '/', './../x', ':(exclude)src', '-x', '..'])('are none that touch %s', async (path) => {
    expect(await list(`commits/main?path=${path}`)).toEqual([]);
  });

  test.each([
    ['commits/none', 'none'],
    ['commits/feature', 'feature'],
    ['commits/feature/', 'feature'],
    ['commits/main..feature/one', 'main..feature/one'],
    ['commits/--all', '--all'],
    ['commits/HEAD~1', 'HEAD~1'],
    ['commits/main%0Amain', 'main\nmain'],
    ['commits?include=none', 'none'],
    ['commits?exclude=e10dae2', 'e10dae2'],
    ['commits/main?exclude=none', 'none'],
  ])('are not found at %s', async (path, sha) => {
    const { status, body } = await call(url(path));

    expect([status, body.error.message, body.error.data, body.data]).toEqual([
      404,
      'Commit not found',
      { shas: [sha] },
      { shas: [sha] },
    ]);
  });

  test.each([1, 2, 3, 5, 100])('come once each, %i to a page, and the last page has no next', async (pagelen) => {
    const found = await listPages(url(`commits/main?pagelen=${pagelen}`));

    expect(found.map(({ hash }) => hash)).toEqual([merged, fourth, third, second, first]);
  });

  test('are paged by links that keep what was asked', async () => {
    const { body } = await call(url('commits/feature%2Fone?exclude=none-such&pagelen=1').replace('none-such', first));

    expect(body).toMatchObject({
      pagelen: 1,
      next: url(`commits/feature%2Fone?exclude=${first}&pagelen=1&page=2`),
    });
    const beyond = (await call(url('commits?page=9'))).body;
    expect(beyond).toEqual({ page: 9, pagelen: 10, previous: url('commits?page=8'), values: [] });
    expect((await call(url('commits?pagelen=101'))).body.error.message).toBe('Invalid pagelen');
  });

  test('are seen as soon as a branch moves', async () => {
    git.git('branch', 'moving', second);
    expect(await list('commits/moving')).toEqual([second, first]);
    git.git('branch', '--force', 'moving', fourth);

    expect(await list('commits/moving')).toEqual([fourth, second, first]);
    git.git('branch', '--quiet', '-D', 'moving');
    expect((await call(url('commits/moving'))).status).toBe(404);
  });

  test('of a repository without a commit are none', async () => {
    using empty = createGitRepository();
    await server.tie('acme/empty', empty.directory);

    expect(await list('commits', 'acme/empty')).toEqual([]);
    expect((await call(url('commits/main', 'acme/empty'))).status).toBe(404);
  });
});
