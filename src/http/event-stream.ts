import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** The media type of the WHATWG's server-sent events. */
export const eventStreamType = 'text/event-stream';

export interface EventStreamTimes {
  /** How often something is sent when nothing is new: proxies cut what is silent for a minute, many after half of one. */
  readonly beatMs: number;
  /** How long a reader may leave unread what was sent. */
  readonly stallMs: number;
  /** How soon a reader whose connection is lost comes again. */
  readonly retryMs: number;
}

export const usualEventStreamTimes: EventStreamTimes = { beatMs: 15_000, stallMs: 30_000, retryMs: 1000 };

/** One of the blocks that a stream consists of. Only those with an id move the place at which a reader goes on. */
export interface EventBlock {
  readonly event: string;
  /** On one line. */
  readonly data: unknown;
  readonly id?: number;
}

/** JSON has no line break, which would end the data. The id comes last: whoever has it has all of the block. */
export function formatEventBlock({ event, data, id }: EventBlock): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n${id === undefined ? '' : `id: ${id}\n`}\n`;
}

/** How long a reader may take the rest when the server closes. What it does not get, it gets when it comes again. */
const farewellMs = 500;

export interface EventStreamEnds extends Pick<EventStreamTimes, 'stallMs' | 'retryMs'> {
  /** Aborted when the texts end, because the server closes or the reader is gone. */
  readonly signal: AbortSignal;
}

/**
 * What a handler returns to answer with a stream of server-sent events. The next text is asked for when the reader has taken the
 * one before, so that no more than two of them wait; a reader that takes nothing for too long is cut off, and may come again.
 */
export function eventStream(
  reply: FastifyReply,
  texts: AsyncIterable<string>,
  { stallMs, retryMs, signal }: EventStreamEnds,
): Readable {
  reply.type(`${eventStreamType}; charset=utf-8`).headers({
    'cache-control': 'no-store',
    // Else nginx would keep what is sent until it fills a buffer.
    'x-accel-buffering': 'no',
  });
  signal.addEventListener('abort', () => setTimeout(() => reply.raw.destroy(), farewellMs).unref(), { once: true });
  return Readable.from(
    reply.request.method === 'HEAD' ? [] : cutWhenStalled(reply, beginWith(`retry: ${retryMs}\n`, texts), stallMs),
  );
}

/** In front of the first text: alone, the line would be a block that means nothing. */
async function* beginWith(line: string, texts: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let beginning = line;
  for await (const text of texts) {
    yield `${beginning}${text}`;
    beginning = '';
  }
}

async function* cutWhenStalled(
  { raw }: FastifyReply,
  texts: AsyncIterable<string>,
  stallMs: number,
): AsyncGenerator<string, void, void> {
  for await (const text of texts) {
    using _stalled = setTimeout(() => raw.destroy(), stallMs);
    yield text;
  }
}
