import { expect, test } from 'vitest';
import { table } from './table.ts';

test('columns are as wide as their widest cell, and lines have no spaces at their ends', () => {
  const rows = [
    ['ci', 'acme/widgets', '-'],
    ['deployment', '-', 'never'],
  ];

  expect(table(['account', 'where', 'expires'], rows).split('\n')).toEqual([
    'ACCOUNT     WHERE         EXPIRES',
    'ci          acme/widgets  -',
    'deployment  -             never',
  ]);
});
