import { getPolicy as get } from '../../actions/get-policy.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { PolicyAnswer } from './policy-schemas.ts';
import { presentPolicy } from './present-policy.ts';

export function getPolicy() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/policy',
    operationId: 'getPolicy',
    summary: 'Get the policy of a repository',
    description: 'What it does by itself with what is reported.',
    tag: 'History',
    scopes: ['repository'],
    schemas: { params: repositoryParameters },
    responses: { 200: PolicyAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params }) {
      return presentPolicy(await get(context, { workspace: params.workspace, slug: params.repo_slug }));
    },
  });
}
