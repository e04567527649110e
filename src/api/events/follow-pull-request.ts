import { followedPullRequest } from '../../actions/followed-events.ts';
import type { ApiContext } from '../endpoint.ts';
import { pullRequestIdOf, pullRequestParameters } from '../pull-requests/pull-request-id.ts';
import { eventStreamEndpoint } from './event-stream-endpoint.ts';

export function followPullRequest(context: ApiContext) {
  return eventStreamEndpoint(context, {
    path: '/signalbox/1/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id/events',
    operationId: 'followPullRequest',
    summary: 'Follow a pull request',
    description:
      'A stream of all that is done to the statuses of its present source commit that name the source branch or none. When the source moves, an event `source` tells, and the stream goes on with the new commit.',
    scopes: ['pullrequest'],
    params: pullRequestParameters,
    follow(params) {
      const { address, id } = pullRequestIdOf(params);
      return followedPullRequest(address, id);
    },
  });
}
