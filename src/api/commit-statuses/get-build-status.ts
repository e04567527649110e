import { getCommitStatus } from '../../actions/get-commit-status.ts';
import { endpoint } from '../endpoint.ts';
import { commitStatusParameters, ErrorAnswer } from '../schemas.ts';
import { CommitStatusAnswer } from './commit-status-schemas.ts';
import { keyOf } from './key-of.ts';
import { presentCommitStatus } from './present-commit-status.ts';

export function getBuildStatus() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/commit/:commit/statuses/build/*',
    rest: 'key',
    operationId: 'getBuildStatus',
    summary: 'Get a build status of a commit',
    description: 'The status with that key. Whoever may report builds may look, too.',
    tag: 'Commit statuses',
    scopes: ['repository'],
    schemas: { params: commitStatusParameters },
    responses: { 200: CommitStatusAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links, raw }) {
      const shown = await getCommitStatus(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        key: keyOf(raw),
      });
      return presentCommitStatus(shown, links);
    },
  });
}
