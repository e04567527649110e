import { mergePullRequest as merge } from '../../actions/merge-pull-request.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, isSwitchedOn } from '../schemas.ts';
import { presentPullRequest } from './present-pull-request.ts';
import { pullRequestIdOf, pullRequestParameters } from './pull-request-id.ts';
import { MergeBody, PullRequestAnswer } from './pull-request-schemas.ts';

export function mergePullRequest() {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id/merge',
    operationId: 'mergePullRequest',
    summary: 'Merge a pull request',
    description:
      'Records that it was merged, and by which commit. Signalbox does not run `git merge`. Where merge checks are enforced (`enforce_merge_checks`), they have to have passed.',
    tag: 'Pull requests',
    scopes: ['pullrequest:write'],
    schemas: { params: pullRequestParameters, body: MergeBody },
    responses: { 200: PullRequestAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const { close_source_branch: closes } = body;
      const merged = await merge(context, {
        ...pullRequestIdOf(params),
        mergeCommit: body.merge_commit?.hash,
        ...(closes !== undefined && { closesSourceBranch: isSwitchedOn(closes) }),
      });
      return presentPullRequest(merged, links);
    },
  });
}
