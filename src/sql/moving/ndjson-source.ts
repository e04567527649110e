import { createReadStream, type ReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ServiceError } from '../../domain/error.ts';
import { tableLayouts } from '../table-layout.ts';
import type { RowSource } from './move-rows.ts';
import { formatVersion, type Header, type Line, parseLine, type Trailer } from './ndjson-format.ts';
import { batchLength, type Row, type RowBatch } from './row.ts';
import { TableDigests } from './table-digests.ts';

const order = new Map<string, number>(tableLayouts.map(({ name }, index) => [name, index]));

/**
 * Reads what `ndjson-target.ts` has written. Throws invalid, with the number of the line, for a file that is not whole, was
 * changed, or has another schema than this version.
 */
export async function openNdjsonSource(
  { name, input }: { readonly name: string; readonly input: NodeJS.ReadableStream },
  schema: number,
): Promise<RowSource> {
  const lines = readLines(name, input);
  const { value: first } = await lines.next();
  const header = checkHeader(name, first, schema);
  return {
    name,
    counts: header.counts,
    batches: () => readBatches(name, lines),
    hasChanged: async () => false,
    async [Symbol.asyncDispose]() {
      await lines.return(undefined);
    },
  };
}

/** Opens the file at once, so that one that is not there is told at the beginning. */
export async function openFile(path: string): Promise<ReadStream> {
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  stream.once('open', () => resolve());
  stream.once('error', (cause) =>
    reject(new ServiceError('not_found', `${path} cannot be read (${cause.message}).`, { cause })),
  );
  await promise;
  return stream;
}

async function* readLines(name: string, input: NodeJS.ReadableStream): AsyncGenerator<Line, undefined> {
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      yield parseLine(text);
    }
  } catch (error) {
    if (error instanceof ServiceError) {
      throw new ServiceError('invalid', `Line ${number} of ${name} is not one of an export: ${error.message}.`);
    }
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new ServiceError('unavailable', `${name} cannot be read (${error.message}).`, { cause: error });
  }
}

function checkHeader(name: string, line: Line | undefined, schema: number): Header {
  if (line?.kind !== 'header' || line.header.version !== formatVersion) {
    throw new ServiceError(
      'invalid',
      `${name} is no export of Signalbox, or one of a version that this one does not know.`,
    );
  }
  if (line.header.schema === schema) return line.header;
  throw new ServiceError(
    'conflict',
    `${name} has schema ${line.header.schema}, and this version of Signalbox ${schema}. Import it with the version that wrote it, start this one on the result, and export again.`,
  );
}

async function* readBatches(name: string, lines: AsyncIterable<Line>): AsyncGenerator<RowBatch> {
  const digests = new TableDigests();
  let batch: { readonly table: RowBatch['table']; readonly rows: Row[] } | undefined;
  let trailer: Trailer | undefined;
  for await (const line of lines) {
    if (trailer !== undefined || line.kind === 'header') throw changed(name);
    if (line.kind === 'trailer') {
      trailer = line.trailer;
      continue;
    }
    if (batch !== undefined && (batch.table !== line.table || batch.rows.length === batchLength)) {
      if ((order.get(line.table.name) ?? 0) < (order.get(batch.table.name) ?? 0)) throw changed(name);
      digests.add(batch);
      yield batch;
      batch = undefined;
    }
    batch ??= { table: line.table, rows: [] };
    batch.rows.push(line.row);
  }
  if (trailer === undefined) throw new ServiceError('invalid', `${name} is not whole: its last line is missing.`);
  if (batch !== undefined) {
    digests.add(batch);
    yield batch;
  }
  if (JSON.stringify(digests.digest()) !== JSON.stringify(trailer.tables)) throw changed(name);
}

function changed(name: string): ServiceError {
  return new ServiceError(
    'invalid',
    `${name} has been changed since it was written: its rows are not those of its last line.`,
  );
}
