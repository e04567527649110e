import { updatePullRequest } from '../../actions/update-pull-request.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { endOf, membersOf } from './members-of.ts';
import { presentPullRequest } from './present-pull-request.ts';
import { pullRequestIdOf, pullRequestParameters } from './pull-request-id.ts';
import { PullRequestAnswer, PullRequestChanges } from './pull-request-schemas.ts';

export function putPullRequest() {
  return endpoint({
    method: 'PUT',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id',
    operationId: 'updatePullRequest',
    summary: 'Update a pull request',
    description:
      'Changes the members that are sent and leaves the others, as long as it is open. The source cannot be changed.',
    tag: 'Pull requests',
    scopes: ['pullrequest:write'],
    schemas: { params: pullRequestParameters, body: PullRequestChanges },
    responses: { 200: PullRequestAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const { branch, ...end } = body.destination ?? {};
      const updated = await updatePullRequest(context, {
        ...pullRequestIdOf(params),
        members: membersOf(body),
        destination: branch && endOf({ branch, ...end }),
      });
      return presentPullRequest(updated, links);
    },
  });
}
