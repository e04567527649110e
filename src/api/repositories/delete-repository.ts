import { Type } from 'typebox';
import { removeRepository } from '../../actions/remove-repository.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';

export function deleteRepository() {
  return endpoint({
    method: 'DELETE',
    path: '/2.0/repositories/:workspace/:repo_slug',
    operationId: 'deleteRepository',
    summary: 'Delete a repository',
    description: 'With all its statuses, their history, and its pull requests. A Git directory is left as it is.',
    tag: 'Repositories',
    scopes: ['repository:admin'],
    schemas: { params: repositoryParameters },
    responses: { 204: Type.Null(), 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params }, reply) {
      await removeRepository(context, { workspace: params.workspace, slug: params.repo_slug });
      reply.status(204);
    },
  });
}
