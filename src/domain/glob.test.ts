import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesGlob, parseGlob } from './glob.ts';

const covers = (pattern: string, text: string) => matchesGlob(parseGlob(pattern), text);

describe('a glob covers', () => {
  test.each([
    ['main', 'main'],
    ['*', 'main'],
    ['*', 'feature/a/b'],
    ['**', 'feature/a/b'],
    ['release/*', 'release/1.2'],
    ['release/*', 'release/'],
    ['release/?.?', 'release/1.2'],
    ['release/**', 'release/1/2'],
    ['**/fix', 'fix'],
    ['**/fix', 'a/b/fix'],
    ['src/**/*.ts', 'src/a.ts'],
    ['src/**/*.ts', 'src/a/b/c.ts'],
    ['**/a/**/b/**/c', 'a/x/a/b/b/y/c'],
    ['a/**/**/b', 'a/b'],
    ['a*b*c', 'aXbbbc'],
    ['?', '😀'],
    ['.github/*', '.github/ci.yml'],
    ['**', '.github/ci.yml'],
    ['[ab]{c,d}', '[ab]{c,d}'],
    ['a\\*', 'a\\b'],
  ])('%s: %s', (pattern, text) => {
    expect(covers(pattern, text)).toBe(true);
  });

  test.each([
    ['main', 'Main'],
    ['main', 'main/'],
    ['main', 'amain'],
    ['release/*', 'release'],
    ['release/*', 'release/1/2'],
    ['release/**', 'release'],
    ['release/?', 'release/12'],
    ['?', ''],
    ['*/x', 'a/b/x'],
    ['a**', 'a/b'],
    ['src/**/*.ts', 'src/a.js'],
    ['**/a/**/a', 'a'],
    ['a/**/b/**/b', 'a/b'],
    ['[ab]', 'a'],
    ['{a,b}', 'a'],
    ['', 'a'],
  ])('%s, but not: %s', (pattern, text) => {
    expect(covers(pattern, text)).toBe(false);
  });
});

/** No dot, which Node hides, and nothing that means more there than here; segments are not empty. */
const segment = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 });
const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 5 });
const text = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'));
const pattern = fc
  .array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('/'))
  .filter((one) => one !== '*');

test('a glob means what it means to Node, where the two have the same words', () => {
  fc.assert(
    fc.property(pattern, text, (one, other) => {
      expect([one, other, covers(one, other)]).toEqual([one, other, posix.matchesGlob(other, one)]);
    }),
    { numRuns: 2000 },
  );
});

test('every text is covered by itself, and by what stands for any', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '[', '}', '\\', '/', '!', '😀') }), (any) => {
      expect([covers(any, any), covers('*', any), covers('**', any)]).toEqual([true, true, true]);
    }),
  );
});

test('a pattern made to be slow is not', () => {
  const started = performance.now();

  expect(covers(`${'*a'.repeat(120)}b`, 'a'.repeat(250))).toBe(false);
  expect(covers(`${'**/a/'.repeat(50)}b`, 'a/'.repeat(125))).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});
