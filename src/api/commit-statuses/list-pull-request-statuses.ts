import { Type } from 'typebox';
import { listPullRequestStatuses as list } from '../../actions/list-pull-request-statuses.ts';
import { commitStatusFields } from '../../query/commit-status-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { pullRequestIdOf, pullRequestParameters } from '../pull-requests/pull-request-id.ts';
import { ErrorAnswer } from '../schemas.ts';
import { CommitStatusAnswer } from './commit-status-schemas.ts';
import { createStatusPresenter } from './present-commit-status.ts';

export function listPullRequestStatuses() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id/statuses',
    operationId: 'listPullRequestStatuses',
    summary: 'List the statuses of a pull request',
    description: 'Those of its present source commit that name the source branch or none.',
    tag: 'Commit statuses',
    scopes: ['pullrequest'],
    schemas: {
      params: pullRequestParameters,
      querystring: Type.Object(searchParameters(commitStatusFields)),
    },
    responses: { 200: pageOf(CommitStatusAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const found = await list(context, {
        ...pullRequestIdOf(params),
        ...parseSearch(query, commitStatusFields, asked),
      });
      if (found === undefined) return presentCollection(asked, { values: [], size: 0 }, request);
      const { repository, commit, values, size } = found;
      const shown = values.map(createStatusPresenter(repository, commit, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
