import { expect, test } from 'vitest';
import { parseCommitObject } from './parse-commit-object.ts';

const tree = 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904';

test('reads author, date with its offset, and the whole message', () => {
  const content = Buffer.from(
    `${tree}\nauthor Alice Ä <alice@example.org> 1735787045 +0100\ncommitter Bob <b@x> 1 +0000\n\nSubject\n\nBody\n`,
  );

  expect(parseCommitObject(content)).toEqual({
    author: 'Alice Ä <alice@example.org>',
    date: '2025-01-02T04:04:05+01:00',
    message: 'Subject\n\nBody\n',
  });
});

test.each([
  ['a western offset', 'A <a@x> 1735787045 -0330', '2025-01-01T23:34:05-03:30'],
  ['a year before 1970', 'A <a@x> -86400 +0000', '1969-12-31T00:00:00+00:00'],
  ['a time that no calendar has', 'A <a@x> 99999999999999999 +0000', '1970-01-01T00:00:00+00:00'],
])('reads %s', (_, author, date) => {
  expect(parseCommitObject(Buffer.from(`${tree}\nauthor ${author}\n\nx`)).date).toBe(date);
});

test('reads a message in the encoding that the commit names', () => {
  const header = Buffer.from(`${tree}\nauthor A <a@x> 0 +0000\nencoding ISO-8859-1\n\n`);

  expect(parseCommitObject(Buffer.concat([header, Buffer.from([0xe4, 0xf6])])).message).toBe('äö');
});

test('is not misled by a signature or by an author line in the message', () => {
  const content = Buffer.from(
    `${tree}\nauthor A <a@x> 0 +0000\ngpgsig -----BEGIN\n author no\n -----END\n\nauthor B <b@x> 9 +0000\n`,
  );

  expect(parseCommitObject(content)).toMatchObject({ author: 'A <a@x>', message: 'author B <b@x> 9 +0000\n' });
});
