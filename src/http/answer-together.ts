import type { FastifyInstance } from 'fastify';

/**
 * Holds the answers that become ready in one turn of the event loop until its end, and writes them then, one after the other.
 * A write wakes the client that waits for it, and on a busy machine the two would take turns on a processor.
 */
export function answerTogether(app: FastifyInstance): void {
  let waiting: ((error?: Error) => void)[] = [];
  const answerAll = () => {
    const ready = waiting;
    waiting = [];
    for (const done of ready) {
      try {
        done();
      } catch (error) {
        // Here, nobody else would hear of an answer that cannot be written, and the others would never be.
        done(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };
  app.addHook('onSend', (_request, _reply, _payload, done) => {
    if (waiting.length === 0) setImmediate(answerAll);
    waiting.push(done);
  });
}
