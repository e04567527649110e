import { expect, test } from 'vitest';
import { parseLabel } from './label.ts';

test.each([
  ['CI of the widgets', 'CI of the widgets'],
  [' trimmed ', 'trimmed'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['𝒳'.repeat(255), '𝒳'.repeat(255)],
])('%j is a label', (text, label) => {
  expect(parseLabel('name', text)).toBe(label);
});

test.each(['', '  ', 'x'.repeat(256), 'two\nlines', 'a\u2028b', 'null\0', '\ud800', 'esc\u001b[2J'])(
  'refuses %j, and says of what',
  (text) => {
    expect(() => parseLabel('display_name', text)).toThrow('display_name: Ensure this value has 1 to 255 characters');
  },
);
