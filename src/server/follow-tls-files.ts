import { Server } from 'node:tls';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { TlsTransport } from '../config/transport-config.ts';
import { renewCredentials, type TlsCredentials } from '../http/tls-server.ts';
import { readTlsFiles } from './read-tls-files.ts';

/**
 * How often the files are read. They are small, and reading finds out in whatever way they are replaced: in place, by renaming,
 * or behind links, as certbot and Kubernetes do.
 */
const lookEveryMs = 2000;

/** Takes a renewed certificate for the connections to come as soon as both files go together; until then the old one stays. */
export function followTlsFiles(app: FastifyInstance, files: TlsTransport, current: TlsCredentials): Disposable {
  let used = current;
  const complain = createComplaint(app.log);
  const look = async () => {
    try {
      const found = await readTlsFiles(files);
      complain(undefined);
      if (found.cert.equals(used.cert) && found.key.equals(used.key)) return;
      if (app.server instanceof Server) renewCredentials(app.server, found);
      used = found;
      app.log.info('The renewed TLS certificate is in use.');
    } catch (error) {
      complain(error);
    }
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** Logs what is wrong, once. Two files are not replaced in one moment, so what only one look has seen is no fault yet. */
function createComplaint(logger: FastifyBaseLogger): (error: unknown) => void {
  let wrong: string | undefined;
  let looks = 0;
  return (error) => {
    const message = error === undefined ? undefined : String(error);
    looks = message === wrong ? looks + 1 : 1;
    wrong = message;
    if (message !== undefined && looks === 2) {
      logger.error({ err: error }, 'The renewed TLS certificate cannot be used; the one before stays.');
    }
  };
}
