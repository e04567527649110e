import { ServiceError } from '../../domain/error.ts';
import { bytesToHex, hexToBytes } from '../binary.ts';
import type { ColumnKind, TableLayout, TableName } from '../table-layout.ts';

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/** The rows that one statement reads or writes: enough to be quick, and few enough for the parameters that SQLite takes. */
export const batchLength = 1000;

/** Rows of one table, in the order of its key. */
export interface RowBatch {
  readonly table: TableLayout;
  readonly rows: readonly Row[];
}

/** How many rows each table has. */
export type RowCounts = Readonly<Partial<Record<TableName, number>>>;

/** Characters that JSON leaves as they are, and at which many programs end a line. */
const lineSeparators = /[\u2028\u2029]/g;

/** A row as JSON on one line, its columns in the order of the layout; bytes as hexadecimal digits. */
export function formatRow({ columns }: TableLayout, row: Row): string {
  const entries = Object.keys(columns).map((column) => {
    const value = row[column] ?? null;
    return [column, value instanceof Uint8Array ? bytesToHex(value) : value];
  });
  return JSON.stringify(Object.fromEntries(entries)).replace(
    lineSeparators,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

const isOfKind: Readonly<Record<ColumnKind, (value: unknown) => boolean>> = {
  integer: (value) => Number.isSafeInteger(value),
  text: (value) => typeof value === 'string',
  bytes: (value) => typeof value === 'string' && /^([0-9a-f]{2})*$/.test(value),
};

/** Throws invalid when it is not a row of the table, with all of its columns and no others. */
export function parseRow({ name, columns }: TableLayout, json: unknown): Row {
  const given = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
  const wrong = Object.entries(columns).find(([column, kind]) => {
    const value = given.get(column);
    return value !== null && !isOfKind[kind](value);
  });
  if (wrong !== undefined || given.size !== Object.keys(columns).length) {
    throw new ServiceError('invalid', `a row of ${name} has wrong columns${wrong ? `, such as ${wrong[0]}` : ''}`);
  }
  const entries = Object.entries(columns).map(([column, kind]) => {
    // Checked above.
    const value = given.get(column) as Value;
    return [column, kind === 'bytes' && typeof value === 'string' ? hexToBytes(value) : value] as const;
  });
  return Object.fromEntries(entries);
}
