import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const documents = globSync(['*.md', 'docs/**/*.md']);

test.each(documents)('every file that %s points to is there', (document) => {
  const targets = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
    ([, target = '']) => target,
  );

  expect(targets.filter((target) => !existsSync(join(dirname(document), target)))).toEqual([]);
});

test.each(documents)('every source that %s names is there', (document) => {
  const named = [...readFileSync(document, 'utf8').matchAll(/`((?:src|test|scripts)\/[\w/.-]+)`/g)].map(
    ([, path = '']) => path,
  );

  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
