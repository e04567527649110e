import { Type } from 'typebox';
import { removeCommitStatus } from '../../actions/remove-commit-status.ts';
import { endpoint } from '../endpoint.ts';
import { commitStatusParameters, ErrorAnswer } from '../schemas.ts';
import { reasonParameter } from '../voids/void-schemas.ts';
import { keyOf } from './key-of.ts';

export function deleteStatus() {
  return endpoint({
    method: 'DELETE',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/statuses/*',
    rest: 'key',
    operationId: 'deleteStatus',
    summary: 'Delete a build status',
    description: 'Its history stays. The next report under its key makes a new status.',
    tag: 'History',
    scopes: ['repository:admin'],
    schemas: { params: commitStatusParameters, querystring: reasonParameter },
    responses: { 204: Type.Null(), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, raw }, reply) {
      await removeCommitStatus(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        key: keyOf(raw),
        reason: query.reason || undefined,
      });
      reply.status(204);
    },
  });
}
