import { Type } from 'typebox';
import { getLastGreen as get } from '../../actions/get-last-green.ts';
import { presentCommitReference } from '../commits/present-commit.ts';
import { endpoint } from '../endpoint.ts';
import { repeatable, repetitionsOf } from '../repeatable.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { LastGreenAnswer } from './combined-status-schemas.ts';
import { presentCombinedStatus } from './present-combined-status.ts';

export function getLastGreen() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/last-green',
    operationId: 'getLastGreen',
    summary: 'Get the newest commit of a branch that is green',
    description:
      'The newest whose combined status is `SUCCESSFUL`, of the newest 1,000: by the history of Git, or, without a Git directory, of those that were reported for the branch. Whoever may report builds may look, too.',
    tag: 'Combined statuses',
    scopes: ['repository'],
    schemas: {
      params: repositoryParameters,
      querystring: Type.Object({
        branch: Type.Optional(Type.String({ description: 'The main branch, unless told.' })),
        key: repeatable('Only the status with that key has to be there and `SUCCESSFUL`; may be repeated.'),
      }),
    },
    responses: { 200: LastGreenAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, links }) {
      const keys = repetitionsOf('key', query.key);
      const address = { workspace: params.workspace, slug: params.repo_slug };
      const found = await get(context, { address, branch: query.branch || undefined, keys });
      return {
        type: 'last_green',
        branch: found.branch,
        looked_at: found.lookedAt,
        commit: presentCommitReference(found.repository, found.commit, links),
        combined_status: presentCombinedStatus(found, { keys }, links),
      };
    },
  });
}
