import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invalidFields } from '../domain/error.ts';
import { type FieldSelection, parseFieldSelection } from './parse-field-selection.ts';

const everything = [[]];

describe('parseFieldSelection', () => {
  test.each<[string, FieldSelection]>([
    ['a.b,c', { only: [['a', 'b'], ['c']], without: [], also: [] }],
    ['-a.b', { only: everything, without: [['a', 'b']], also: [] }],
    ['+a.b', { only: everything, without: [], also: [['a', 'b']] }],
    [' a.b', { only: everything, without: [], also: [['a', 'b']] }],
    ['a,-a.b,+c', { only: [['a']], without: [['a', 'b']], also: [['c']] }],
    ['-*, foo', { only: everything, without: [['*']], also: [['foo']] }],
    ['-a, -b', { only: everything, without: [['a'], ['b']], also: [] }],
    ['a ,,b,', { only: [['a'], ['b']], without: [], also: [] }],
    ['+,-, ', { only: everything, without: [], also: [] }],
    ['', { only: everything, without: [], also: [] }],
  ])('reads %j', (text, selection) => {
    expect(parseFieldSelection(text)).toEqual(selection);
  });

  test.each([
    ['x'.repeat(4096), 'x'.repeat(4097), 'The selection of fields may be 4096 characters long; this one is 4097.'],
    [names(200, ','), names(201, ','), 'The selection of fields may be 200 names long; this one is 201.'],
    [names(20, '.'), names(21, '.'), 'The selection of fields may be 20 names deep; this one is 21.'],
  ])('has a limit (%#)', (allowed, refused, message) => {
    expect(() => parseFieldSelection(allowed)).not.toThrow();
    expect(() => parseFieldSelection(refused)).toThrow(invalidFields({ fields: [message] }));
  });

  test('reads every text that is not too long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '*', '.', ',', '-', '+', ' ', '\n', '😀'), maxLength: 20 }),
        (text) => {
          expect(parseFieldSelection(text).only).not.toHaveLength(0);
        },
      ),
    );
  });
});

function names(count: number, separator: string): string {
  return Array(count).fill('a').join(separator);
}
