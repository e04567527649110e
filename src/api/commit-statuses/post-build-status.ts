import { putCommitStatus } from '../../actions/put-commit-status.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { locate } from '../locate.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { buildNumberOf } from './build-number-of.ts';
import { CommitStatusAnswer, commitStatusBody } from './commit-status-schemas.ts';
import { contentOf } from './content-of.ts';
import { presentCommitStatus } from './present-commit-status.ts';
import { tellSuperseded } from './tell-superseded.ts';

export function postBuildStatus(service: ApiContext) {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug/commit/:commit/statuses/build',
    operationId: 'createBuildStatus',
    summary: 'Create a build status for a commit',
    description:
      'Creates the status, or overwrites the one with the same key: it keeps `created_on`, moves `updated_on`, and every member that is not sent is unset. What it said before stays in the history. A report with a lower `buildNumber` than one before it changes nothing but the history: it is answered with the current status and the header `Signalbox-Superseded`.',
    tag: 'Commit statuses',
    scopes: ['buildstatus:write'],
    schemas: { params: commitParameters, body: commitStatusBody(service.rules) },
    responses: {
      200: CommitStatusAnswer,
      201: CommitStatusAnswer,
      400: ErrorAnswer,
      401: ErrorAnswer,
      404: ErrorAnswer,
    },
    async handle({ context, params, body, links }, reply) {
      const shown = await putCommitStatus(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        key: String(body.key),
        content: contentOf(body),
        buildNumber: buildNumberOf(body),
      });
      reply.status(shown.created ? 201 : 200);
      tellSuperseded(reply, shown);
      return locate(reply, presentCommitStatus(shown, links), links);
    },
  });
}
