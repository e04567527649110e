import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentVariable, type OptionDeclaration, options } from '../../src/config/options.ts';

const rows = [
  ...readFileSync('docs/configuration.md', 'utf8').matchAll(/^\| `(--[^`]+)` \| `([^`]+)` \| ([^|]+) \|/gm),
];

test('docs/configuration.md names every setting as it is, and no other', () => {
  const documented = rows.map(([, flag, variable]) => [flag, variable]);

  expect(documented).toEqual(
    Object.values<OptionDeclaration>(options).map((declaration) => [
      ['--', declaration.name, declaration.placeholder && ` ${declaration.placeholder}`].join(''),
      environmentVariable(declaration),
    ]),
  );
});

test('docs/configuration.md tells the defaults as they are', () => {
  for (const [, flag = '', , documented = ''] of rows) {
    const declaration = Object.values<OptionDeclaration>(options).find(
      ({ name }) => flag.split(' ')[0] === `--${name}`,
    );
    if (declaration?.defaultValue !== undefined) expect(documented).toBe(`\`${declaration.defaultValue}\``);
  }
});
