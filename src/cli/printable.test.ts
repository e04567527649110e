import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['ci/unit tests äé 試験 😀', 'ci/unit tests äé 試験 😀'],
  ['a\u001b[2Jb', 'a�[2Jb'],
  ['a\nb\tc\r', 'a�b�c�'],
  ['a\u202eb\u2028\u009b', 'a�b��'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
