import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What a source file imports: files of ours by their path from the root of the project, and packages by their name. */
export interface Imports {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** Reads every import of a file, re-exports, types and dynamic ones included. */
export function readImports(file: string): Imports {
  const source = readFileSync(file, 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => source.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ];
  return {
    files: named.filter((name) => name.startsWith('.')).map((name) => relative('.', join(dirname(file), name))),
    packages: named.filter((name) => !name.startsWith('.')),
  };
}
