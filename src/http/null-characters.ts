import type { FastifyInstance } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import { resourceNotFound } from './error-response.ts';

const nullCharacter = '%00';

/**
 * No text that is kept can hold a null character (`isStorableText`), and not every database takes one in a question: a path
 * with one leads nowhere, and a parameter with one is wrong.
 */
export function refuseNullCharacters(app: FastifyInstance): void {
  app.addHook('onRequest', ({ url }, _reply, done) => {
    const position = url.indexOf(nullCharacter);
    if (position === -1) return done();
    const query = url.indexOf('?');
    const isInPath = query === -1 || position < query;
    done(isInPath ? resourceNotFound() : new ServiceError('invalid', 'Null characters are not allowed in a URL.'));
  });
}
