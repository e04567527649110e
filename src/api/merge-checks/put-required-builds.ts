import { putRequiredBuilds as put } from '../../actions/put-required-builds.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentRequiredBuilds } from './present-required-builds.ts';
import { RequiredBuildsAnswer, RequiredBuildsBody } from './required-builds-schemas.ts';

export function putRequiredBuilds() {
  return endpoint({
    method: 'PUT',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/required-builds',
    operationId: 'putRequiredBuilds',
    summary: 'Replace the required builds of a repository',
    description: 'All of them at one moment. An empty list requires none.',
    tag: 'Merge checks',
    scopes: ['repository:admin'],
    isJsonAlone: true,
    schemas: { params: repositoryParameters, body: RequiredBuildsBody },
    responses: { 200: RequiredBuildsAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body }) {
      const rules = await put(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        rules: body.values,
      });
      return presentRequiredBuilds(rules);
    },
  });
}
