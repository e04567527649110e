import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryDirectory } from '../../test/support/temporary-directory.ts';

test('the parser that is checked in is what the grammar gives', () => {
  using directory = createTemporaryDirectory();
  const made = join(directory.path, 'parser.ts');

  execFileSync(process.execPath, ['scripts/generate-filter-parser.mjs', made]);

  expect(readFileSync('src/query/filter-parser.generated.ts', 'utf8') === readFileSync(made, 'utf8')).toBe(true);
});
