import { describe, expect, test } from 'vitest';
import { isCommitHash, parseCommitRevision, toCommitHash } from './commit-hash.ts';

const sha1 = 'e10dae226959c2194f2b07b077c07762d93821cf';
const sha256 = sha1 + sha1.slice(0, 24);

describe('parseCommitRevision', () => {
  test.each([sha1.slice(0, 7), sha1.slice(0, 12), sha1, sha256])('takes %s', (hash) => {
    expect(parseCommitRevision(hash)).toBe(hash);
  });

  test('takes any case, and gives lower case', () => {
    expect(parseCommitRevision(sha1.toUpperCase())).toBe(sha1);
  });

  test.each(['', 'abcdef', 'main', `${sha1}g`, `${sha256}a`, 'HEAD~1', '../../x'])(
    'refuses %j as Bitbucket does',
    (text) => {
      expect(() => parseCommitRevision(text)).toThrow(
        expect.objectContaining({ code: 'not_found', message: 'Commit not found', data: { shas: [text] } }),
      );
    },
  );
});

test('isCommitHash knows whole hashes of both kinds', () => {
  expect([sha1, sha256, sha1.slice(1), `${sha1}ab`].map(isCommitHash)).toEqual([true, true, false, false]);
});

test('toCommitHash refuses what Git would never say', () => {
  expect(() => toCommitHash('nonsense')).toThrow('Not a commit hash: nonsense');
});
