import { Type } from 'typebox';
import { restoreCommitStatus } from '../../actions/restore-commit-status.ts';
import { keyOf } from '../commit-statuses/key-of.ts';
import { endpoint } from '../endpoint.ts';
import { commitStatusParameters, ErrorAnswer } from '../schemas.ts';
import { reasonParameter } from './void-schemas.ts';

export function deleteVoid() {
  return endpoint({
    method: 'DELETE',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/voids/*',
    rest: 'key',
    operationId: 'restoreStatus',
    summary: 'Let a voided build status count again',
    description: 'Not found when it counts already.',
    tag: 'History',
    scopes: ['repository:admin'],
    schemas: { params: commitStatusParameters, querystring: reasonParameter },
    responses: { 204: Type.Null(), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, raw }, reply) {
      await restoreCommitStatus(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        key: keyOf(raw),
        reason: query.reason || undefined,
      });
      reply.status(204);
    },
  });
}
