import { readdirSync, readFileSync } from 'node:fs';

export interface Migration {
  readonly number: number;
  /** That of its file, the same on every database. */
  readonly name: string;
  readonly text: string;
  /** Whether a program that does not know it can no longer work on the database. */
  readonly isBreaking: boolean;
}

const fileName = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The first line of a migration that older programs cannot live with, followed by the reason. */
const breakingMark = '-- breaking: ';

/** The migrations of a directory, in their order. */
export function listMigrations(directory: URL): readonly Migration[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const number = fileName.exec(name)?.[1];
      if (number === undefined) return [];
      const text = readFileSync(new URL(name, directory), 'utf8');
      return [{ number: Number(number), name, text, isBreaking: text.startsWith(breakingMark) }];
    });
}
