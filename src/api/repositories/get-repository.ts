import { shownMainBranchOf } from '../../actions/branches.ts';
import { getRepository as get } from '../../actions/get-repository.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentRepository } from './present-repository.ts';
import { RepositoryAnswer } from './repository-schemas.ts';

export function getRepository() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug',
    operationId: 'getRepository',
    summary: 'Get a repository',
    description: 'By its slug, by one that it had before it was renamed, or by its UUID.',
    tag: 'Repositories',
    scopes: ['repository'],
    schemas: { params: repositoryParameters },
    responses: { 200: RepositoryAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      const repository = await get(context, { workspace: params.workspace, slug: params.repo_slug }, ['repository']);
      return presentRepository(repository, await shownMainBranchOf(context, repository), links);
    },
  });
}
