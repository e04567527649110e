import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GitRefSource } from '../../src/git/git-ref-source.ts';
import { createGitRepository, type GitRepository } from '../support/git-repository.ts';

const opened = new DisposableStack();
const refs = new GitRefSource();
const unavailable = expect.objectContaining({ code: 'unavailable' });

afterAll(() => opened.dispose());

const oddNames = [
  '-',
  '--all',
  '@x',
  'HEAD',
  "a'quote",
  'a"double',
  'a$(b)',
  'a%2Fb',
  'a%00b',
  'a,b;c&d|e',
  'feature-x',
  'feature.x',
  'feature/x/y',
  'grün/Straße',
  'refs/heads/main',
  'release/1.0@2',
  'ship-🚀',
  'v1',
  '{u}',
];

describe.each(['loose', 'packed'])('branches, %s', (kind) => {
  let git: GitRepository;
  let hash: string;

  beforeAll(() => {
    git = opened.use(createGitRepository());
    hash = git.commit('First');
    // `git branch` refuses some that `git push` brings.
    for (const name of oddNames) git.git('update-ref', `refs/heads/${name}`, hash);
    git.git('tag', '--annotate', 'v1', '-m', 'v1');
    git.git('update-ref', 'refs/remotes/origin/elsewhere', hash);
    if (kind === 'packed') git.git('pack-refs', '--all');
  });

  test('are listed by the bytes of their names, with their commits', async () => {
    const names = [...oddNames, 'main'].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

    expect(await refs.listBranches({ gitDirectory: git.gitDirectory })).toEqual(
      names.map((name) => ({ name, target: hash })),
    );
  });

  test.each([...oddNames, 'main'])('are found by their whole name: %s', async (name) => {
    expect(await refs.findBranch({ gitDirectory: git.gitDirectory, name })).toEqual({ name, target: hash });
  });

  test.each([
    ...['', 'MAIN', 'mai', 'feature', 'feature/', 'feature/x', '/main', 'main/', 'heads/main', 'refs/tags/v1'],
    ...['main~1', 'main^', 'main@{0}', '@', '@{u}', 'HEAD..main', '^main', 'main:', 'elsewhere', 'origin/elsewhere'],
    ...[
      '*',
      'mai?',
      'm[a]in',
      'feature/**',
      '\\main',
      'main\n',
      'main\0',
      'ma in',
      '\tmain',
      'main\x7f',
      '../heads/main',
    ],
    ...['--format=%(objectname)', 'ship-\ud83d'],
  ])('are not found by anything else: %j', async (name) => {
    expect(await refs.findBranch({ gitDirectory: git.gitDirectory, name })).toBeUndefined();
  });
});

describe('branches', () => {
  test('are seen where they are now, new, moved and removed', async () => {
    using git = createGitRepository();
    const query = { gitDirectory: git.gitDirectory, name: 'topic' };
    const first = git.commit('First');
    expect(await refs.findBranch(query)).toBeUndefined();

    git.git('branch', 'topic');
    expect((await refs.findBranch(query))?.target).toBe(first);
    git.git('pack-refs', '--all');
    const second = git.commit('Second');
    git.git('branch', '--force', 'topic');
    expect((await refs.findBranch(query))?.target).toBe(second);
    git.git('branch', '-D', 'topic');
    expect(await refs.findBranch(query)).toBeUndefined();
  });

  test('that have no UTF-8 name are left out, and their neighbours stay', async () => {
    using git = createGitRepository();
    const hash = git.commit('First');
    const packed = Buffer.from(
      `# pack-refs with: sorted \n${hash} refs/heads/caf\xe9\n${hash} refs/heads/topic\n`,
      'latin1',
    );
    writeFileSync(join(git.gitDirectory, 'packed-refs'), packed);

    const names = (await refs.listBranches({ gitDirectory: git.gitDirectory })).map(({ name }) => name);

    expect(names).toEqual(['main', 'topic']);
    expect(await refs.findBranch({ gitDirectory: git.gitDirectory, name: 'caf\ufffd' })).toBeUndefined();
  });

  test('may be ten thousand', async () => {
    using git = createGitRepository();
    const hash = git.commit('First');
    const names = Array.from({ length: 10_000 }, (_, index) => `topic/${String(index).padStart(5, '0')}`);
    const lines = names.map((name) => `${hash} refs/heads/${name}\n`);
    writeFileSync(join(git.gitDirectory, 'packed-refs'), ['# pack-refs with: sorted \n', ...lines].join(''));

    const branches = await refs.listBranches({ gitDirectory: git.gitDirectory });

    expect(branches.map(({ name }) => name)).toEqual(['main', ...names]);
  });
});

describe.each(['loose', 'packed'])('tags, %s', (kind) => {
  let git: GitRepository;
  let hash: string;
  const tagger = {
    tagger: 'Bob <bob@example.org>',
    date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:\d\d$/),
  };

  beforeAll(() => {
    git = opened.use(createGitRepository());
    hash = git.commit('First');
    git.git('tag', 'light');
    git.git('tag', '--annotate', 'annotated', '-m', 'Subject\nof two lines\n\nBody', '-m', 'Ünd mehr');
    git.git('tag', '--annotate', 'nested', '-m', 'Outer', 'annotated');
    git.git('tag', '--annotate', 'deeper', '-m', 'Outermost', 'nested');
    git.git('tag', '--annotate', 'signed', '-m', 'Text\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----');
    git.git('tag', '--annotate', 'wordless', '-m', '');
    git.git('tag', 'a-tree', 'HEAD^{tree}');
    git.git('tag', '--annotate', 'about-a-tree', '-m', 'Tree', 'HEAD^{tree}');
    git.git('tag', '--annotate', 'nested-tree', '-m', 'Tree', 'about-a-tree');
    git.git('tag', 'main');
    git.commit('Second');
    if (kind === 'packed') git.git('gc', '--quiet');
  });

  test('lead to their commits, and say what they have to say', async () => {
    expect(await refs.listTags({ gitDirectory: git.gitDirectory })).toEqual([
      { name: 'annotated', target: hash, message: 'Subject\nof two lines\n\nBody\n\nÜnd mehr\n', ...tagger },
      { name: 'deeper', target: hash, message: 'Outermost\n', ...tagger },
      { name: 'light', target: hash },
      { name: 'main', target: hash },
      { name: 'nested', target: hash, message: 'Outer\n', ...tagger },
      { name: 'signed', target: hash, message: 'Text\n', ...tagger },
      { name: 'wordless', target: hash, message: '', ...tagger },
    ]);
  });

  test('are found one by one as in the list', async () => {
    const query = { gitDirectory: git.gitDirectory };

    for (const tag of await refs.listTags(query)) expect(await refs.findTag({ ...query, name: tag.name })).toEqual(tag);
  });

  test.each(['a-tree', 'about-a-tree', 'nested-tree', 'light^{}', 'tags/light', 'lig*', '', 'HEAD'])(
    'are not found where they lead to no commit, or by an expression: %j',
    async (name) => {
      expect(await refs.findTag({ gitDirectory: git.gitDirectory, name })).toBeUndefined();
    },
  );

  test('and branches may have the same name', async () => {
    const query = { gitDirectory: git.gitDirectory, name: 'main' };

    expect((await refs.findTag(query))?.target).toBe(hash);
    expect((await refs.findBranch(query))?.target).toBe(git.git('rev-parse', 'refs/heads/main'));
  });
});

test('a name that is longer than any is found by nobody', async () => {
  using git = createGitRepository();

  expect(await refs.findBranch({ gitDirectory: git.gitDirectory, name: 'x'.repeat(300_000) })).toBeUndefined();
});

test('a tag that Git made before it recorded taggers has only a message', async () => {
  using git = createGitRepository();
  const hash = git.commit('First');
  writeFileSync(join(git.directory, 'tag'), `object ${hash}\ntype commit\ntag v0\n\nOld\n`);
  git.git('update-ref', 'refs/tags/v0', git.git('hash-object', '-t', 'tag', '-w', 'tag'));

  expect(await refs.findTag({ gitDirectory: git.gitDirectory, name: 'v0' })).toEqual({
    name: 'v0',
    target: hash,
    message: 'Old\n',
  });
});

describe('the main branch', () => {
  test.each(['main', 'trunk', 'release/grün-🚀', 'a"b'])('is what HEAD points to: %s', async (name) => {
    using git = createGitRepository();
    git.commit('First');
    git.git('switch', '--quiet', '--force-create', name);

    expect(await refs.findMainBranch({ gitDirectory: git.gitDirectory })).toBe(name);
  });

  test.each([
    ['a commit', (git: GitRepository) => git.git('switch', '--quiet', '--detach')],
    ['no branch', (git: GitRepository) => git.git('symbolic-ref', 'HEAD', 'refs/meta/config')],
  ])('is none where HEAD points to %s', async (_, point) => {
    using git = createGitRepository();
    git.commit('First');
    point(git);

    expect(await refs.findMainBranch({ gitDirectory: git.gitDirectory })).toBeUndefined();
  });
});

test('an empty repository has a main branch, and neither branches nor tags', async () => {
  using git = createGitRepository();
  const query = { gitDirectory: git.gitDirectory };

  expect(await refs.findMainBranch(query)).toBe('main');
  expect(await refs.listBranches(query)).toEqual([]);
  expect(await refs.listTags(query)).toEqual([]);
  expect(await refs.findBranch({ ...query, name: 'main' })).toBeUndefined();
});

test('a repository of SHA-256 hashes has branches and tags', async () => {
  using git = createGitRepository({ objectFormat: 'sha256' });
  const target = git.commit('First');
  git.git('tag', '--annotate', 'v1', '-m', 'v1');
  git.git('tag', '--annotate', 'v2', '-m', 'v2', 'v1');

  expect(await refs.listBranches({ gitDirectory: git.gitDirectory })).toEqual([{ name: 'main', target }]);
  expect(await refs.listTags({ gitDirectory: git.gitDirectory })).toMatchObject([
    { name: 'v1', target },
    { name: 'v2', target },
  ]);
});

describe('a directory that cannot answer', () => {
  const questions = {
    listBranches: (query: { gitDirectory: string }) => refs.listBranches(query),
    findBranch: (query: { gitDirectory: string }) => refs.findBranch({ ...query, name: 'main' }),
    listTags: (query: { gitDirectory: string }) => refs.listTags(query),
    findTag: (query: { gitDirectory: string }) => refs.findTag({ ...query, name: 'v1' }),
    findMainBranch: (query: { gitDirectory: string }) => refs.findMainBranch(query),
  };

  test.each(Object.entries(questions))('is unavailable to %s when it has gone', async (_, ask) => {
    const git = createGitRepository();
    git.commit('First');
    git[Symbol.dispose]();

    await expect(ask({ gitDirectory: git.gitDirectory })).rejects.toThrow(unavailable);
  });

  test('is unavailable when Git does not answer in time', async () => {
    using git = createGitRepository();
    // Opening a pipe that nobody writes to takes for ever.
    rmSync(join(git.gitDirectory, 'config'));
    execFileSync('mkfifo', [join(git.gitDirectory, 'config')]);

    await expect(refs.listBranches({ gitDirectory: git.gitDirectory })).rejects.toThrow(unavailable);
  });
});
