import { ServiceError } from '../../domain/error.ts';
import type { RowBatch, RowCounts } from './row.ts';
import { digestRows, type TableDigest, TableDigests } from './table-digests.ts';

/** Everything that a store holds, as it was at one moment. */
export interface RowSource extends AsyncDisposable {
  /** By which it is known again, and shown to people. */
  readonly name: string;
  readonly counts: RowCounts;
  /** Table by table, parents before children, each in the order of its key. */
  batches(): AsyncIterable<RowBatch>;
  /**
   * Whether somebody has written to it since it was opened, which `batches` does not show. Asked at the end, once, with what
   * `batches` gave.
   */
  hasChanged(digests: readonly TableDigest[]): Promise<boolean>;
}

/** Where everything is to be. */
export interface RowTarget extends AsyncDisposable {
  /**
   * Begins a move, or goes on with one from the same source that was interrupted: gives how many rows of each table are
   * there. Throws conflict when it holds anything else.
   */
  begin(source: RowSource): Promise<RowCounts>;
  /** Durable when it resolves. */
  write(batch: RowBatch): Promise<void>;
  /** Reads what has been written; `undefined` where that cannot be read again. */
  written(): AsyncIterable<RowBatch> | undefined;
  /** From here on the target counts as whole. */
  finish(digests: readonly TableDigest[]): Promise<void>;
}

/** How far it is. */
export interface MoveProgress {
  step(what: 'Copying' | 'Comparing', total: number): Promise<void>;
  advance(rows: number): void;
}

/**
 * Copies everything, then reads it again and compares. Gives what was moved. Throws conflict when the two differ: then
 * somebody has written to one of them meanwhile.
 */
export async function moveRows(
  source: RowSource,
  target: RowTarget,
  progress: MoveProgress,
): Promise<readonly TableDigest[]> {
  const total = Object.values(source.counts).reduce((sum, count) => sum + count, 0);
  const done = await target.begin(source);
  await progress.step('Copying', total);
  const read = new TableDigests();
  for await (const batch of source.batches()) {
    const { table, rows } = batch;
    const isThere = Math.max(0, (done[table.name] ?? 0) - read.count(table.name));
    read.add(batch);
    if (isThere < rows.length) await target.write({ table, rows: rows.slice(isThere) });
    progress.advance(rows.length);
  }
  const digests = read.digest();

  const written = target.written();
  if (written !== undefined) {
    await progress.step('Comparing', total);
    compare(digests, await digestRows(written, (rows) => progress.advance(rows)));
  }
  if (await source.hasChanged(digests)) {
    throw new ServiceError(
      'conflict',
      `${source.name} was written to while it was copied, and that is not in the copy. Stop every server that uses it, empty the target, and move again.`,
    );
  }
  await target.finish(digests);
  return digests;
}

function compare(read: readonly TableDigest[], written: readonly TableDigest[]): void {
  for (const [index, { table, rows, checksum }] of read.entries()) {
    const other = written[index];
    if (other?.rows === rows && other.checksum === checksum) continue;
    throw new ServiceError(
      'conflict',
      `The copy of ${table} differs from the source (${rows} rows there, ${other?.rows ?? 0} here). Stop every server that writes to either, empty the target, and move again.`,
    );
  }
}
