import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversKey, isWithinPatterns, parseKeyPattern } from './key-pattern.ts';

describe('coversKey', () => {
  test.each([
    ['ci/*', 'ci/lint'],
    ['ci/*', 'ci/lint/js'],
    ['ci/*', 'ci/'],
    ['ci/*', 'ci/*'],
    ['*', 'anything at all'],
    ['*', ''],
    ['ci', 'ci'],
    ['*/lint', 'a/b/lint'],
    ['a*b*c', 'abc'],
    ['a*b*c', 'a-b-b-c'],
    ['a*bc*c', 'abcbcc'],
    ['**', 'x'],
    ['a.c', 'a.c'],
    ['ci/*', 'ci/...'],
    ['../*', '../x'],
  ])('%s covers %s', (pattern, key) => {
    expect(coversKey([pattern], key)).toBe(true);
  });

  test.each([
    ['ci/*', 'CI/lint'],
    ['CI/*', 'ci/lint'],
    ['ci/*', 'ci'],
    ['ci/*', 'xci/lint'],
    ['ci/*', 'ci%2flint'],
    ['ci/*', 'ci%2Flint'],
    ['ci/*', 'ci\\lint'],
    ['ci/*', 'ci/../x'],
    ['ci/*', 'ci/..'],
    ['ci/*', 'ci/./x'],
    ['ci/*', 'ci/\\..\\x'],
    ['ci/*', ' ci/x'],
    ['ci', 'ci '],
    ['a*a', 'a'],
    ['a*b*a', 'aba-'],
    ['ab*ba', 'aba'],
    ['a.c', 'abc'],
    ['c[ai]', 'ca'],
    ['ci?', 'cix'],
    ['ⅽi/*', 'ci/x'],
  ])('%s does not cover %s', (pattern, key) => {
    expect(coversKey([pattern], key)).toBe(false);
  });

  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '.') });

  test('says the same as a regular expression, but for segments of dots', () => {
    fc.assert(
      fc.property(text, text, (pattern, key) => {
        const hasDots = key.split('/').some((segment) => segment === '.' || segment === '..');
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
        if (!hasDots) expect(coversKey([pattern], key)).toBe(expression.test(key));
      }),
    );
  });

  test('takes no time to speak of for a pattern that a regular expression would be lost in', () => {
    const pattern = `${'*a'.repeat(120)}*b`;

    expect(coversKey([pattern], 'a'.repeat(255))).toBe(false);
  });
});

describe('isWithinPatterns', () => {
  test.each<[readonly string[] | undefined, readonly string[] | undefined, boolean]>([
    [['ci/*'], undefined, true],
    [undefined, undefined, true],
    [undefined, ['ci/*'], false],
    [['ci/*'], ['ci/*'], true],
    [['ci/lint/*'], ['ci/*'], true],
    [['ci/*'], ['ci/lint/*'], false],
    [['*'], ['ci/*'], false],
    [['ci/*', 'x'], ['ci/*'], false],
    [['ci/../*'], ['ci/*'], false],
    [['a', 'b'], ['a', 'b', 'c'], true],
  ])('%j is within %j: %s', (inner, outer, expected) => {
    expect(isWithinPatterns(inner, outer)).toBe(expected);
  });

  const pattern = fc.string({ unit: fc.constantFrom('a', '/', '*', '.'), maxLength: 5 });
  const key = fc.string({ unit: fc.constantFrom('a', '/', '*', '.'), maxLength: 8 });

  test('lets no key through that was not covered before', () => {
    fc.assert(
      fc.property(fc.array(pattern), fc.array(pattern), key, (inner, outer, tried) => {
        if (isWithinPatterns(inner, outer) && coversKey(inner, tried)) expect(coversKey(outer, tried)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each(['', '\0', `a\0`, '\ud800', 'x'.repeat(256)])('%j is no pattern', (sent) => {
  expect(() => parseKeyPattern(sent)).toThrow('A pattern for keys is');
});
