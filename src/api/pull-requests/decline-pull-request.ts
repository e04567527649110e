import { declinePullRequest as decline } from '../../actions/decline-pull-request.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { presentPullRequest } from './present-pull-request.ts';
import { pullRequestIdOf, pullRequestParameters } from './pull-request-id.ts';
import { DeclineBody, PullRequestAnswer } from './pull-request-schemas.ts';

export function declinePullRequest() {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id/decline',
    operationId: 'declinePullRequest',
    summary: 'Decline a pull request',
    description: 'Closes it without a merge.',
    tag: 'Pull requests',
    scopes: ['pullrequest:write'],
    schemas: { params: pullRequestParameters, body: DeclineBody },
    responses: { 200: PullRequestAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const declined = await decline(context, {
        ...pullRequestIdOf(params),
        reason: body.reason ?? body.message ?? '',
      });
      return presentPullRequest(declined, links);
    },
  });
}
