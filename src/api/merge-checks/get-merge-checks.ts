import { Type } from 'typebox';
import { getMergeChecksOfCommit, getMergeChecksOfPullRequest } from '../../actions/get-merge-checks.ts';
import { endpoint } from '../endpoint.ts';
import { pullRequestIdOf, pullRequestParameters } from '../pull-requests/pull-request-id.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { MergeChecksAnswer } from './merge-check-schemas.ts';
import { presentMergeChecks } from './present-merge-checks.ts';

export function getCommitMergeChecks() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/merge-checks',
    operationId: 'getCommitMergeChecks',
    summary: 'Check whether a commit may come into a branch',
    description: 'By all statuses of the commit. Changes nothing. Whoever may report builds may look, too.',
    tag: 'Merge checks',
    scopes: ['repository'],
    schemas: {
      params: commitParameters,
      querystring: Type.Object({
        branch: Type.Optional(Type.String({ description: 'Where it is to come into: the main branch, unless told.' })),
      }),
    },
    responses: { 200: MergeChecksAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, links }) {
      const address = { workspace: params.workspace, slug: params.repo_slug };
      const asked = { address, commit: params.commit, branch: query.branch };
      return presentMergeChecks(await getMergeChecksOfCommit(context, asked), links);
    },
  });
}

export function getPullRequestMergeChecks() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/pullrequests/:pull_request_id/merge-checks',
    operationId: 'getPullRequestMergeChecks',
    summary: 'Check whether a pull request may be merged',
    description: 'By the statuses of its present source commit that name the source branch or none. Changes nothing.',
    tag: 'Merge checks',
    scopes: ['pullrequest'],
    schemas: { params: pullRequestParameters },
    responses: { 200: MergeChecksAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      const found = await getMergeChecksOfPullRequest(context, pullRequestIdOf(params));
      return presentMergeChecks(found, links);
    },
  });
}
