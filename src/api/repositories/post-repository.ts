import { shownMainBranchOf } from '../../actions/branches.ts';
import { createRepository } from '../../actions/create-repository.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentRepository } from './present-repository.ts';
import { RepositoryAnswer, RepositoryBody } from './repository-schemas.ts';
import { settingsOf } from './settings-of.ts';

export function postRepository() {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug',
    operationId: 'createRepository',
    summary: 'Create a repository',
    description:
      'In a workspace that appears with its first repository. Tie it to a Git directory with the command line.',
    tag: 'Repositories',
    scopes: ['repository:admin'],
    schemas: { params: repositoryParameters, body: RepositoryBody },
    responses: { 200: RepositoryAnswer, 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const repository = await createRepository(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        settings: settingsOf(body),
      });
      return presentRepository(repository, await shownMainBranchOf(context, repository), links);
    },
  });
}
