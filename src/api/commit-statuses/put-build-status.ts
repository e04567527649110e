import { updateCommitStatus } from '../../actions/update-commit-status.ts';
import { normaliseRefname } from '../../domain/refname.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { commitStatusParameters, ErrorAnswer } from '../schemas.ts';
import { buildNumberOf } from './build-number-of.ts';
import { CommitStatusAnswer, commitStatusChanges } from './commit-status-schemas.ts';
import { keyOf } from './key-of.ts';
import { presentCommitStatus, presentUrl } from './present-commit-status.ts';
import { tellSuperseded } from './tell-superseded.ts';

export function putBuildStatus(service: ApiContext) {
  return endpoint({
    method: 'PUT',
    path: '/2.0/repositories/:workspace/:repo_slug/commit/:commit/statuses/build/*',
    rest: 'key',
    operationId: 'updateBuildStatus',
    summary: 'Update a build status of a commit',
    description:
      'Changes the members that are sent and leaves the others; `null` unsets one. The key cannot be changed: one in the body is ignored. `buildNumber` as for POST.',
    tag: 'Commit statuses',
    scopes: ['buildstatus:write'],
    schemas: { params: commitStatusParameters, body: commitStatusChanges(service.rules) },
    responses: { 200: CommitStatusAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links, raw }, reply) {
      const { state, name, description, url, refname } = body;
      const shown = await updateCommitStatus(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        key: keyOf(raw),
        members: {
          ...(state !== undefined && { state }),
          ...(name !== undefined && { name: name ?? '' }),
          ...(description !== undefined && { description: description ?? '' }),
          ...(url !== undefined && { url: url ?? '' }),
          ...(refname !== undefined && { refname: normaliseRefname(refname ?? '') ?? null }),
        },
        buildNumber: buildNumberOf(body),
        expandUrl: (current) => presentUrl(current, links),
      });
      tellSuperseded(reply, shown);
      return presentCommitStatus(shown, links);
    },
  });
}
