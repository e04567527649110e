import { getPullRequest as get } from '../../actions/get-pull-request.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { presentPullRequest } from './present-pull-request.ts';
import { pullRequestIdOf, pullRequestParameters } from './pull-request-id.ts';
import { PullRequestAnswer } from './pull-request-schemas.ts';

export function getPullRequest() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id',
    operationId: 'getPullRequest',
    summary: 'Get a pull request',
    description: 'While it is open, its commits are where its branches are.',
    tag: 'Pull requests',
    scopes: ['pullrequest'],
    schemas: { params: pullRequestParameters },
    responses: { 200: PullRequestAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentPullRequest(await get(context, pullRequestIdOf(params)), links);
    },
  });
}
