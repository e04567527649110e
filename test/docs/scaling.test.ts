import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planDistribution } from '../../src/sql/postgres/distribution-plan.ts';

test('docs/scaling.md shows the statements of signalbox database distribute as they are', () => {
  const [, shown = ''] = /```sql\n(set local citus[^`]+)```/.exec(readFileSync('docs/scaling.md', 'utf8')) ?? [];

  expect(shown).toBe(
    planDistribution(new Set())
      .map((statement) => `${statement};\n`)
      .join(''),
  );
});
