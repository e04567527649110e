import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import { isReading } from './is-reading.ts';

/**
 * Refuses writes that a browser makes on behalf of another site: a form there could send one without asking anybody, and
 * the browser would add the credentials it remembers. Programs send neither header.
 */
export function refuseCrossSiteWrites(app: FastifyInstance, publicUrl: string | undefined): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { origin } = request.headers;
    const isOwn = origin === undefined || origin === publicUrl || URL.parse(origin)?.host === request.host;
    const isCrossSite = request.headers['sec-fetch-site'] === 'cross-site' || !isOwn;
    const refused = isCrossSite && !isReading(request.method);
    done(refused ? new ServiceError('forbidden', 'A page of another site may not write here.') : undefined);
  });
}
