import type { MoveEnd } from '../config/move-config.ts';
import { type MoveProgress, moveRows, type RowSource, type RowTarget } from '../sql/moving/move-rows.ts';
import { openFile, openNdjsonSource } from '../sql/moving/ndjson-source.ts';
import { createFileTarget, createStreamTarget } from '../sql/moving/ndjson-target.ts';
import type { TableDigest } from '../sql/moving/table-digests.ts';
import { migrations } from '../sql/sqlite/migrate.ts';
import { openSqliteSource, openSqliteTarget } from '../sql/sqlite/moving.ts';

/** That of every database of this version; the two kinds have their migrations in pairs. */
const newestSchema = migrations.at(-1)?.number ?? 0;

/** Copies everything from one place to another, compares, and gives what was moved. */
export async function moveData(
  { from, to }: { readonly from: MoveEnd; readonly to: MoveEnd },
  progress: MoveProgress,
): Promise<readonly TableDigest[]> {
  await using source = await openSource(from);
  await using target = await openTarget(to);
  return await moveRows(source, target, progress);
}

async function openSource(from: MoveEnd): Promise<RowSource> {
  switch (from.kind) {
    case 'sqlite':
      return openSqliteSource(from.dataDirectory);
    case 'postgres':
      return (await import('../sql/postgres/moving.ts')).openPostgresSource(from);
    case 'ndjson': {
      const input = from.file === '-' ? process.stdin.setEncoding('utf8') : await openFile(from.file);
      return openNdjsonSource({ name: `ndjson:${from.file}`, input }, newestSchema);
    }
  }
}

async function openTarget(to: MoveEnd): Promise<RowTarget> {
  switch (to.kind) {
    case 'sqlite':
      return openSqliteTarget(to.dataDirectory);
    case 'postgres':
      return (await import('../sql/postgres/moving.ts')).openPostgresTarget(to);
    case 'ndjson':
      return to.file === '-'
        ? createStreamTarget(process.stdout, 'standard output', newestSchema)
        : createFileTarget(to.file, newestSchema);
  }
}
