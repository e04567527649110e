import { Type } from 'typebox';
import { listAttempts as list } from '../../actions/list-attempts.ts';
import { pageParameters, parsePage, presentCollection } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { AttemptPage } from './attempt-schemas.ts';
import { keyParameter, keysOf } from './history-parameters.ts';
import { presentAttempt } from './present-attempt.ts';

export function listAttempts() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/attempts',
    operationId: 'listAttempts',
    summary: 'List the runs of the builds of a commit',
    description: 'The last one that began first, each with how long it took. Whoever may report builds may look, too.',
    tag: 'History',
    scopes: ['repository'],
    schemas: {
      params: commitParameters,
      querystring: Type.Object({ ...pageParameters(), ...keyParameter }),
    },
    responses: { 200: AttemptPage, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const found = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        keys: keysOf(query),
        offset: asked.offset,
        limit: asked.pagelen,
      });
      const values = found.values.map((attempt) => presentAttempt(found, attempt, request.links));
      return presentCollection(asked, { values, size: found.size }, request);
    },
  });
}
