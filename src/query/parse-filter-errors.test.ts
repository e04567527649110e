import { describe, expect, test } from 'vitest';
import { ServiceError } from '../domain/error.ts';
import { parseFilter } from './parse-filter.ts';

const fields = { key: 'text', state: 'choice', created_on: 'instant', id: 'number', draft: 'boolean' } as const;

describe('parseFilter says', () => {
  const operator = '=, !=, ~, !~, <, <=, >, >=, IN or NOT IN';
  const value = 'a value (a text in double quotes, a number, a date, null, true, false)';
  test.each([
    ['', `Syntax error at character 1: found the end, expected '(' or a field name.`],
    ['  ', `Syntax error at character 3: found the end, expected '(' or a field name.`],
    ['= 3', `Syntax error at character 1: found '=', expected '(' or a field name.`],
    ['id', `Syntax error at character 3: found the end, expected ${operator}.`],
    ['id is 3', `Syntax error at character 4: found 'is', expected ${operator}.`],
    ['id NOT 3', `Syntax error at character 4: found 'NOT', expected ${operator}.`],
    ['key..name = 3', `Syntax error at character 4: found '..name', expected ${operator}.`],
    ['state = OPEN', `Syntax error at character 9: found 'OPEN', expected ${value}.`],
    ["key = 'a'", `Syntax error at character 7: found ''a'', expected ${value}.`],
    ['key = ', `Syntax error at character 7: found the end, expected ${value}.`],
    ['key = nullable', `Syntax error at character 7: found 'nullable', expected ${value}.`],
    ['key = "😀" foo', `Syntax error at character 11: found 'foo', expected AND, OR or the end.`],
    ['id = 1 AND', `Syntax error at character 11: found the end, expected '(' or a field name.`],
    ['id = 1 AND OR id = 2', `Syntax error at character 12: found 'OR', expected '(' or a field name.`],
    ['id = 1e5', `Syntax error at character 7: found 'e5', expected AND, OR or the end.`],
    ['(id = 1', `Syntax error at character 8: found the end, expected AND, OR or ')'.`],
    ['id = 1)', `Syntax error at character 7: found ')', expected AND, OR or the end.`],
    ['id IN 3', `Syntax error at character 7: found '3', expected '('.`],
    ['id IN ()', `Syntax error at character 8: found ')', expected ${value}.`],
    ['id IN (1 2)', `Syntax error at character 10: found '2', expected ',' or ')'.`],
    ['id IN (1,)', `Syntax error at character 10: found ')', expected ${value}.`],
    ['key = "abc', 'Syntax error at character 7: the text that begins here has no closing quote.'],
    [
      String.raw`key = "a\x"`,
      String.raw`Syntax error at character 10: a backslash in double quotes is followed by one of " \ / b f n r t, or by u and four hexadecimal digits.`,
    ],
    [`id ${'x'.repeat(50)}`, `Syntax error at character 4: found '${'x'.repeat(40)}…', expected ${operator}.`],
  ])('where %j goes wrong', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  test.each([
    ['name = "x"', "There is no field 'name'; there are key, state, created_on, id, draft."],
    ['KEY = "x"', "There is no field 'KEY'; there are key, state, created_on, id, draft."],
    ['constructor = "x"', "There is no field 'constructor'; there are key, state, created_on, id, draft."],
    ['__proto__ = "x"', "There is no field '__proto__'; there are key, state, created_on, id, draft."],
    ['key = true', "The field key takes a text in double quotes, not 'true'."],
    ['key IN ("a", 2025-01-31)', "The field key takes a text in double quotes, not '2025-01-31'."],
    ['state = 3', "The field state takes a text in double quotes, not '3'."],
    ['id = "3"', "The field id takes a number, not '3'."],
    ['draft = 1', "The field draft takes true or false, not '1'."],
    ['created_on > 3', "The field created_on takes a date such as 2025-01-31 or 2025-01-31T23:59:59Z, not '3'."],
    ['created_on > 2025-02-30', "There is no such day or time as '2025-02-30'."],
    ['created_on > 2025-1-5', "'2025-1-5' is not a date such as 2025-01-31 or 2025-01-31T23:59:59+02:00."],
    ['created_on > "now"', "'now' is not a date such as 2025-01-31 or 2025-01-31T23:59:59+02:00."],
    ['created_on ~ "2025"', 'The field created_on cannot be compared with ~.'],
    ['id !~ 3', 'The field id cannot be compared with !~.'],
    ['draft >= true', 'The field draft cannot be compared with >=.'],
    ['state < "OPEN"', 'The field state cannot be compared with <.'],
    ['key ~ null', 'Only =, !=, IN and NOT IN compare with null.'],
    ['id > null', 'Only =, !=, IN and NOT IN compare with null.'],
    [`id > ${'9'.repeat(400)}`, `The number '${'9'.repeat(40)}…' is too large.`],
    [String.raw`key = "\u0000"`, 'A text may hold neither a null character nor half of a surrogate pair.'],
    [String.raw`state = "\ud800"`, 'A text may hold neither a null character nor half of a surrogate pair.'],
  ])('what does not fit in %j', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });
});

describe('parseFilter takes', () => {
  test('4,096 characters and no more', () => {
    expect(() => parseFilter(`key = "${'x'.repeat(4088)}"`, fields)).not.toThrow();
    expect(messageOf(`key = "${'x'.repeat(4089)}"`)).toBe('A query may be 4096 characters long; this one has 4097.');
  });

  test('100 values and no more, in lists and single', () => {
    expect(() => parseFilter(`id = 1 OR id IN (${list(99)})`, fields)).not.toThrow();
    expect(messageOf(`id = 1 OR id IN (${list(100)})`)).toBe('A query may compare with 100 values; this one has 101.');
    expect(messageOf(Array(101).fill('id=1').join(' OR '))).toBe(
      'A query may compare with 100 values; this one has 101.',
    );
  });

  test('parentheses nested 20 deep and no deeper', () => {
    expect(() => parseFilter(`${'('.repeat(20)}id=1${')'.repeat(20)}`, fields)).not.toThrow();
    expect(() => parseFilter(Array(30).fill('(id=1)').join('AND'), fields)).not.toThrow();
    expect(messageOf(`${'('.repeat(21)}id=1${')'.repeat(21)}`)).toBe(
      'Syntax error at character 21: parentheses are nested more than 20 deep.',
    );
    expect(messageOf('('.repeat(4000))).toMatch('nested more than 20 deep');
  });

  test.each([
    '('.repeat(20) + 'id=1 OR '.repeat(500),
    `${'('.repeat(20)}id=1${' '.repeat(4000)}`,
    `${'(id=1 AND '.repeat(20)}${'id=1 AND '.repeat(420)}`,
    `id IN (${'1,'.repeat(2000)}`,
    'a.'.repeat(2000),
    `key = "${'\\"'.repeat(2000)}`,
    `created_on > ${'1'.repeat(4000)}`,
    ' '.repeat(4000),
  ])('little time for %#, which is long and wrong', (text) => {
    const start = performance.now();

    expect(messageOf(text)).toMatch(/^Syntax error|^The field/);

    // A few milliseconds; had the parser to try anything twice for each parenthesis, a million times that.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

function list(length: number): string {
  return Array.from({ length }, (_, index) => index).join(',');
}

function messageOf(text: string): string | undefined {
  try {
    parseFilter(text, fields);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'invalid') return error.fields?.q?.[0];
    throw error;
  }
  return undefined;
}
