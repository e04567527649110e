import { getFullCommit } from '../../actions/get-full-commit.ts';
import { endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { CommitAnswer } from './commit-schemas.ts';
import { presentCommit } from './present-commit.ts';

export function getCommit() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/commit/:commit',
    operationId: 'getCommit',
    summary: 'Get a commit',
    description: 'By its hash, whole or abbreviated.',
    tag: 'Commits',
    scopes: ['repository'],
    schemas: { params: commitParameters },
    responses: { 200: CommitAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      const { repository, commit } = await getFullCommit(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
      });
      return presentCommit(repository, commit, links);
    },
  });
}
