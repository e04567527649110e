import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { spellOption } from './options.ts';
import { checked, createReader, type GivenSettings, type Reader } from './setting-reader.ts';
import { isPostgresUrl, type PostgresStoreConfig, readPostgresStore, type SqliteStoreConfig } from './store-config.ts';

/** Where data is moved from or to. */
export type MoveEnd =
  | SqliteStoreConfig
  | PostgresStoreConfig
  /** `-` is standard input or output. */
  | { readonly kind: 'ndjson'; readonly file: string };

/** What `signalbox migrate` moves, and where to. Throws invalid with every problem at once, a line each. */
export function parseMoveConfig(settings: GivenSettings): { readonly from: MoveEnd; readonly to: MoveEnd } {
  const problems: string[] = [];
  const read = createReader(settings, problems);
  const [from, to] = [readMoveEnd('from', read, problems), readMoveEnd('to', read, problems)];
  const isPipe = from.kind === 'ndjson' && from.file === '-';
  if (problems.length === 0 && !isPipe && isDeepStrictEqual(from, to)) {
    problems.push('--from (SIGNALBOX_FROM) and --to (SIGNALBOX_TO) are the same place.');
  }
  return checked({ from, to }, problems);
}

function readMoveEnd(name: 'from' | 'to', read: Reader, problems: string[]): MoveEnd {
  const text = read.text(name) ?? '';
  if (isPostgresUrl(text)) return readPostgresStore(text, read, problems);
  const [, kind, place = ''] = /^(sqlite|ndjson):(.+)$/s.exec(text) ?? [];
  if (kind === undefined) {
    // It may hold a password, and so is not repeated.
    problems.push(`${spellOption(name)} is sqlite:DIR, postgres://user:password@host:5432/database, or ndjson:FILE.`);
  }
  if (kind === 'ndjson') return { kind, file: place === '-' ? place : resolve(place) };
  return { kind: 'sqlite', dataDirectory: resolve(place) };
}
