import type { FastifyInstance, FastifyReply } from 'fastify';

/** Aborted when the server begins to close: whoever holds an answer back gives it then, so that closing waits for nobody. */
export function createClosingSignal(app: FastifyInstance): AbortSignal {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  return closing.signal;
}

/** Aborted with the closing signal, or as soon as whoever waits for this answer has it or is gone. */
export function endOfWaiting(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.destroyed) gone.abort();
  else reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([closing, gone.signal]);
}
