import { voidCommitStatus } from '../../actions/void-commit-status.ts';
import { keyOf } from '../commit-statuses/key-of.ts';
import { endpoint } from '../endpoint.ts';
import { commitStatusParameters, ErrorAnswer } from '../schemas.ts';
import { presentVoid } from './present-void.ts';
import { VoidAnswer, VoidBody } from './void-schemas.ts';

export function putVoid() {
  return endpoint({
    method: 'PUT',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/voids/*',
    rest: 'key',
    operationId: 'voidStatus',
    summary: 'Void a build status',
    description:
      'Takes it out of the combined status and of merge checks, until it says something else. What is voided already gets the new reason.',
    tag: 'History',
    scopes: ['repository:admin'],
    schemas: { params: commitStatusParameters, body: VoidBody },
    responses: { 200: VoidAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links, raw }) {
      const voided = await voidCommitStatus(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        key: keyOf(raw),
        reason: body.reason,
      });
      return presentVoid(voided, links);
    },
  });
}
