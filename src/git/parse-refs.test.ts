import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRefs } from './parse-refs.ts';

const anyName = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/[\0\n]/.test(text));
const anyField = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));

/** As `git for-each-ref` writes them. */
function write(refs: readonly (readonly string[])[]): Buffer {
  return Buffer.from(refs.map((ref) => `${ref.map((field) => `${field}\0`).join('')}\n`).join(''));
}

test('reads every name and field as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, anyField, anyField)), (refs) => {
      expect(parseRefs(write(refs), 3)).toEqual(refs);
    }),
  );
});

test('reads no refs', () => {
  expect(parseRefs(Buffer.alloc(0), 2)).toEqual([]);
});

test('keeps the newlines of a message at both its ends', () => {
  expect(
    parseRefs(
      write([
        ['v1', '\n\nFirst\n'],
        ['v2', ''],
      ]),
      2,
    ),
  ).toEqual([
    ['v1', '\n\nFirst\n'],
    ['v2', ''],
  ]);
});

test('leaves out a name that is not UTF-8, and keeps its neighbours', () => {
  const latin1 = Buffer.from('caf\xe9\0two\0\n', 'latin1');

  const output = Buffer.concat([write([['a', 'one']]), latin1, write([['café', 'three']])]);

  expect(parseRefs(output, 2)).toEqual([
    ['a', 'one'],
    ['café', 'three'],
  ]);
});
