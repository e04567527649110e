import { describe, expect, test } from 'vitest';
import { parseCommitObject } from './parse-commit-object.ts';

const tree = 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const parents = ['e10dae226959c2194f2b07b077c07762d93821cf', 'd32bd41da310f06682efe7d25dc8aa1366717086'];
const author = 'author A <a@x> 0 +0000';

test('reads parents, author, committer, dates with their offsets, and the whole message', () => {
  const content = [
    tree,
    ...parents.map((hash) => `parent ${hash}`),
    'author Alice Ä <alice@example.org> 1735787045 +0100',
    'committer Bob <bob@example.org> 1735787046 -0500',
    '',
    'Subject\n\nBody\n',
  ];

  expect(parseCommitObject(Buffer.from(content.join('\n')))).toEqual({
    details: {
      author: 'Alice Ä <alice@example.org>',
      date: '2025-01-02T04:04:05+01:00',
      message: 'Subject\n\nBody\n',
    },
    parents,
    committer: 'Bob <bob@example.org>',
    committedOn: '2025-01-01T22:04:06-05:00',
  });
});

test('gives a first commit no parents', () => {
  expect(parseCommitObject(Buffer.from(`${tree}\n${author}\n\nx`)).parents).toEqual([]);
});

test('reads a message in the encoding that the commit names', () => {
  const header = Buffer.from(`${tree}\n${author}\nencoding ISO-8859-1\n\n`);

  expect(parseCommitObject(Buffer.concat([header, Buffer.from([0xe4, 0xf6])])).details.message).toBe('äö');
});

describe('is not misled', () => {
  test.each([
    ['by a signature', 'gpgsig -----BEGIN\n author B <b@x> 9 +0000\n -----END'],
    ['by a parent in the wrong place', `parent ${parents[0]}`],
    ['by a parent that is no hash', 'parent of all commits'],
  ])('%s', (_, header) => {
    const commit = parseCommitObject(Buffer.from(`${tree}\n${author}\n${header}\n\nx`));

    expect(commit).toMatchObject({ details: { author: 'A <a@x>', message: 'x' }, parents: [], committer: '' });
  });

  test('by lines of a header in the message', () => {
    const message = `parent ${parents[0]}\nauthor B <b@x> 9 +0000\ncommitter B <b@x> 9 +0000\n`;

    const commit = parseCommitObject(Buffer.from(`${tree}\n${author}\n\n${message}`));

    expect(commit).toMatchObject({ details: { author: 'A <a@x>', message }, parents: [], committer: '' });
  });

  test.each(['\r', '\u2028'])('by an author whose name breaks the line with %j', (lineBreak) => {
    const name = `A${lineBreak}committer B`;

    const commit = parseCommitObject(Buffer.from(`${tree}\nauthor ${name} <a@x> 1 +0000\n\nx`));

    expect(commit).toMatchObject({ details: { author: `${name} <a@x>` }, committer: '' });
  });
});
