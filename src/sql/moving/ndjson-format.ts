import { ServiceError } from '../../domain/error.ts';
import { type TableLayout, tableLayouts } from '../table-layout.ts';
import { formatRow, parseRow, type Row, type RowCounts } from './row.ts';
import type { TableDigest } from './table-digests.ts';

/** The first line of a file. */
export interface Header {
  /** Of this format. */
  readonly version: number;
  /** The number of the newest migration of the database that was written. */
  readonly schema: number;
  readonly counts: RowCounts;
}

/** The last one; a file without it is not whole. */
export interface Trailer {
  readonly tables: readonly TableDigest[];
}

export type Line =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'row'; readonly table: TableLayout; readonly row: Row }
  | { readonly kind: 'trailer'; readonly trailer: Trailer };

export const formatVersion = 1;

const tables = new Map<string, TableLayout>(tableLayouts.map((table) => [table.name, table]));

export function formatHeader(header: Header): string {
  return JSON.stringify({ signalbox: header });
}

export function formatRowLine(table: TableLayout, row: Row): string {
  return `{"${table.name}":${formatRow(table, row)}}`;
}

export function formatTrailer(trailer: Trailer): string {
  return JSON.stringify({ end: trailer });
}

/** Throws invalid for a line that is none of these. */
export function parseLine(text: string): Line {
  const [[name, value] = ['', undefined], ...rest] = Object.entries(parseObject(text));
  if (rest.length > 0) throw new ServiceError('invalid', 'it has more than one member');
  if (name === 'signalbox' && isHeader(value)) return { kind: 'header', header: value };
  if (name === 'end' && isTrailer(value)) return { kind: 'trailer', trailer: value };
  const table = tables.get(name);
  if (table === undefined) throw new ServiceError('invalid', `there is no table '${name}'`);
  return { kind: 'row', table, row: parseRow(table, value) };
}

function isHeader(value: unknown): value is Header {
  const { version, schema, counts } = asRecord(value);
  const numbers = [version, schema, ...Object.values(asRecord(counts))];
  return typeof counts === 'object' && numbers.every((number) => Number.isSafeInteger(number));
}

/** What its tables say is compared as a whole. */
function isTrailer(value: unknown): value is Trailer {
  return Array.isArray(asRecord(value).tables);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  throw new ServiceError('invalid', 'it is no JSON object');
}
