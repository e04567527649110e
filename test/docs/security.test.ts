import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const rows = [...readFileSync('docs/security.md', 'utf8').matchAll(/^\| (.+) \| (`[^|]+`) \|$/gm)];

test('docs/security.md names for each promise tests that are there', () => {
  const named = rows.flatMap(([, , tests = '']) => [...tests.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file));

  expect(rows.length).toBeGreaterThan(20);
  expect(named.filter((file) => !/\.test\.ts$/.test(file) || !existsSync(file))).toEqual([]);
});
