import { shownMainBranchOf } from '../../actions/branches.ts';
import { putRepository as put } from '../../actions/put-repository.ts';
import { endpoint } from '../endpoint.ts';
import { locate } from '../locate.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentRepository } from './present-repository.ts';
import { RepositoryAnswer, RepositoryBody } from './repository-schemas.ts';
import { settingsOf } from './settings-of.ts';

export function putRepository() {
  return endpoint({
    method: 'PUT',
    path: '/2.0/repositories/:workspace/:repo_slug',
    operationId: 'updateRepository',
    summary: 'Update or create a repository',
    description:
      'Changes the members that are sent and leaves the others. Another `name` gives it another slug, which `Location` tells; the UUID stays, and the old slug keeps answering for reads.',
    tag: 'Repositories',
    scopes: ['repository:admin'],
    schemas: { params: repositoryParameters, body: RepositoryBody },
    responses: { 200: RepositoryAnswer, 201: RepositoryAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }, reply) {
      const { repository, created } = await put(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        settings: settingsOf(body),
      });
      reply.status(created ? 201 : 200);
      return locate(reply, presentRepository(repository, await shownMainBranchOf(context, repository), links), links);
    },
  });
}
