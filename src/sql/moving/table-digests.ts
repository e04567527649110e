import { createHash, type Hash } from 'node:crypto';
import { tableLayouts } from '../table-layout.ts';
import { formatRow, type RowBatch } from './row.ts';

export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 of all rows in their order, in hexadecimal digits. */
  readonly checksum: string;
}

/** Counts the rows that pass, and sums them up. */
export class TableDigests {
  readonly #tables = new Map(tableLayouts.map(({ name }) => [name, { rows: 0, hash: createHash('sha256') }]));

  add({ table, rows }: RowBatch): void {
    const digest = this.#of(table.name);
    digest.rows += rows.length;
    for (const row of rows) digest.hash.update(formatRow(table, row)).update('\n');
  }

  /** How many rows of the table have passed. */
  count(table: RowBatch['table']['name']): number {
    return this.#of(table).rows;
  }

  /** Ends it. */
  digest(): readonly TableDigest[] {
    return [...this.#tables].map(([table, { rows, hash }]) => ({ table, rows, checksum: hash.digest('hex') }));
  }

  #of(table: RowBatch['table']['name']): { rows: number; readonly hash: Hash } {
    const digest = this.#tables.get(table);
    if (digest === undefined) throw new Error(`There is no layout of the table ${table}.`);
    return digest;
  }
}

/** Counts and sums up all of them; `advance` is told of each batch. */
export async function digestRows(
  batches: AsyncIterable<RowBatch>,
  advance: (rows: number) => void = () => {},
): Promise<readonly TableDigest[]> {
  const digests = new TableDigests();
  for await (const batch of batches) {
    digests.add(batch);
    advance(batch.rows.length);
  }
  return digests.digest();
}
