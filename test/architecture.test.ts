import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Imports, readImports } from './support/imports.ts';

interface Room {
  readonly rank: number;
  readonly mayImport: readonly string[];
  readonly packages: readonly string[];
}

const files = globSync('src/**/*.{ts,tsx}')
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .sort();
const imports = new Map<string, Imports>(files.map((file) => [file, readImports(file)]));
const rooms = readRooms(readFileSync('ARCHITECTURE.md', 'utf8'));

describe('the rooms of ARCHITECTURE.md', () => {
  test('are the folders under src, no more and no fewer', () => {
    expect([...rooms.keys()].sort()).toEqual([...new Set(files.map(roomOf))].sort());
  });

  test('may import only rooms of a lower rank', () => {
    for (const [name, { rank, mayImport }] of rooms) {
      for (const other of mayImport) expect(rooms.get(other)?.rank, `${name} may import ${other}`).toBeLessThan(rank);
    }
  });

  test.each(files)('hold %s to the imports that its room may have', (file) => {
    const room = roomOf(file);
    const allowed = [room, ...(rooms.get(room)?.mayImport ?? [])];

    const imported = [...new Set(filesImportedBy(file).map(roomOf))];

    expect(imported.filter((other) => !allowed.includes(other))).toEqual([]);
  });

  test.each(files)('hold %s to the packages that its room may have', (file) => {
    const room = roomOf(file);
    const allowed = rooms.get(room)?.packages ?? [];

    const strangers = packagesImportedBy(file).filter((name) => !allowed.includes(name) && !isFreeTo(room, name));

    expect(strangers).toEqual([]);
  });

  test.each([...rooms])('have no package that they do not use: %s', (name, { packages }) => {
    const used = files.filter((file) => roomOf(file) === name).flatMap(packagesImportedBy);

    expect(packages.filter((other) => !used.includes(other))).toEqual([]);
  });
});

describe('the files', () => {
  test('import each other without a cycle', () => {
    expect(findCycle()).toBeUndefined();
  });

  test('import only files that are there', () => {
    expect(files.flatMap(filesImportedBy).filter((file) => !imports.has(file))).toEqual([]);
  });

  test('read the environment in config alone', () => {
    const readers = files.filter((file) =>
      /process\.env|import\.meta\.env|node:process/.test(readFileSync(file, 'utf8')),
    );
    expect(readers.map(roomOf).filter((room) => room !== 'config')).toEqual([]);
  });

  test('are at most 250 lines long', () => {
    // Generated code is not for reading; what it is made of is.
    const written = files.filter((file) => !file.endsWith('.generated.ts'));
    const long = written.filter((file) => readFileSync(file, 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });
});

/** Reads the rows `| rank | room | may import | packages | … |`. */
function readRooms(markdown: string): ReadonlyMap<string, Room> {
  const rows = markdown.matchAll(/^\| (\d+) \| (\w+) \| ([^|]+) \| ([^|]+) \|/gm);
  return new Map(
    [...rows].map(([, rank = '', name = '', rooms = '', packages = '']) => [
      name,
      { rank: Number(rank), mayImport: listIn(rooms), packages: listIn(packages) },
    ]),
  );
}

function listIn(cell: string): readonly string[] {
  return cell.trim() === '–' ? [] : cell.trim().split(', ');
}

/** The packages, without the path inside them. */
function packagesImportedBy(file: string): readonly string[] {
  return (imports.get(file)?.packages ?? []).map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
}

function isFreeTo(room: string, name: string): boolean {
  if (name === 'node:sqlite') return room === 'sql';
  return name.startsWith('node:') && room !== 'domain';
}

function roomOf(file: string): string {
  return /^src\/(\w+)/.exec(file)?.[1] ?? file;
}

function filesImportedBy(file: string): readonly string[] {
  return imports.get(file)?.files ?? [];
}

/** The first cycle that a walk along the imports comes to, as a path that ends where it began. */
function findCycle(): readonly string[] | undefined {
  const finished = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (finished.has(file)) return undefined;
    for (const next of filesImportedBy(file)) {
      const cycle = walk(next, [...path, file]);
      if (cycle) return cycle;
    }
    finished.add(file);
    return undefined;
  };
  for (const file of files) {
    const cycle = walk(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
