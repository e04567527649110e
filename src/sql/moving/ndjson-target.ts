import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { fileIsThere, publishFile, toFileError, unfinishedName } from '../publish-file.ts';
import type { RowSource, RowTarget } from './move-rows.ts';
import { formatHeader, formatRowLine, formatTrailer, formatVersion } from './ndjson-format.ts';
import { openFile, openNdjsonSource } from './ndjson-source.ts';
import type { RowBatch } from './row.ts';
import type { TableDigest } from './table-digests.ts';

/** An export holds the hashes of tokens and the secrets of webhooks. */
const fileMode = 0o600;

/** Writes to a stream that somebody else reads, and checks. */
export function createStreamTarget(output: Writable, name: string, schema: number): RowTarget {
  // Whoever reads may leave; the next write then fails with the reason.
  output.on('error', () => {});
  const write = async (text: string) => {
    try {
      if (output.errored) throw output.errored;
      if (!output.write(text)) await once(output, 'drain');
    } catch (error) {
      throw toFileError(error, name);
    }
  };
  return {
    async begin({ counts }: RowSource) {
      await write(`${formatHeader({ version: formatVersion, schema, counts })}\n`);
      return {};
    },
    write: ({ table, rows }: RowBatch) => write(rows.map((row) => `${formatRowLine(table, row)}\n`).join('')),
    written: () => undefined,
    finish: (tables: readonly TableDigest[]) => write(`${formatTrailer({ tables })}\n`),
    [Symbol.asyncDispose]: async () => {},
  };
}

/**
 * Writes to a file, which gets its name only when it is whole and was read once more. Throws conflict when there is one of
 * that name already.
 */
export function createFileTarget(path: string, schema: number): RowTarget {
  if (existsSync(path)) throw fileIsThere(path);
  const unfinished = unfinishedName(path);
  // Acknowledged means durable here, too: `flush` waits for the disk at the end.
  const output = createWriteStream(unfinished, { mode: fileMode, flush: true });
  const stream = createStreamTarget(output, path, schema);
  return {
    ...stream,
    async finish(digests) {
      await stream.finish(digests);
      output.end();
      await finished(output).catch((error: unknown) => {
        throw toFileError(error, path);
      });
      await checkFile(unfinished, schema);
      publishFile(unfinished, path);
    },
    async [Symbol.asyncDispose]() {
      output.destroy();
      rmSync(unfinished, { force: true });
    },
  };
}

/** Reads all of it, which compares it with its last line. */
async function checkFile(path: string, schema: number): Promise<void> {
  await using source = await openNdjsonSource({ name: path, input: await openFile(path) }, schema);
  for await (const _ of source.batches());
}
