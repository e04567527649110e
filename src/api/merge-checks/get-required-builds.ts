import { listRequiredBuilds } from '../../actions/list-required-builds.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentRequiredBuilds } from './present-required-builds.ts';
import { RequiredBuildsAnswer } from './required-builds-schemas.ts';

export function getRequiredBuilds() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/required-builds',
    operationId: 'getRequiredBuilds',
    summary: 'Get the required builds of a repository',
    description: 'In the order in which they were put.',
    tag: 'Merge checks',
    scopes: ['repository'],
    schemas: { params: repositoryParameters },
    responses: { 200: RequiredBuildsAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params }) {
      const address = { workspace: params.workspace, slug: params.repo_slug };
      return presentRequiredBuilds(await listRequiredBuilds(context, address));
    },
  });
}
