import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../../src/http/create-app.ts';

/** An app without routes that logs everything there is, for a test to read. */
export async function createLoggingApp(
  believesEverybody: boolean,
): Promise<{ readonly app: FastifyInstance; log(): string }> {
  let log = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  const app = await createApp({
    logger: pino({ level: 'trace' }, sink),
    publicUrl: undefined,
    trustedProxies: [],
    isReachedByTls: false,
    believesEverybody,
    strict: false,
    renderErrorPage: ({ message }) => message,
  });
  return { app, log: () => log };
}
