import { Type } from 'typebox';
import { listPullRequestCommits as list } from '../../actions/list-pull-request-commits.ts';
import { pageParameters, parsePage, presentUncounted, uncountedPageOf } from '../collection.ts';
import { CommitAnswer } from '../commits/commit-schemas.ts';
import { presentCommit } from '../commits/present-commit.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { pullRequestIdOf, pullRequestParameters } from './pull-request-id.ts';

export function listPullRequestCommits() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id/commits',
    operationId: 'listPullRequestCommits',
    summary: 'List the commits of a pull request',
    description: 'Newest first. Without a Git directory, the source commit alone.',
    tag: 'Pull requests',
    scopes: ['pullrequest'],
    schemas: { params: pullRequestParameters, querystring: Type.Object(pageParameters()) },
    responses: { 200: uncountedPageOf(CommitAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { repository, values } = await list(context, {
        ...pullRequestIdOf(params),
        offset: asked.offset,
        // One more tells whether there is another page.
        limit: asked.pagelen + 1,
      });
      const shown = values.map((commit) => presentCommit(repository, commit, request.links));
      return presentUncounted(asked, shown, request);
    },
  });
}
