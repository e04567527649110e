import { Type } from 'typebox';
import { listPullRequests as list } from '../../actions/list-pull-requests.ts';
import { invalidFields } from '../../domain/error.ts';
import { type PullRequestState, pullRequestStates } from '../../domain/pull-request.ts';
import { namesField } from '../../query/names-field.ts';
import { pullRequestFields } from '../../query/pull-request-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentPullRequest } from './present-pull-request.ts';
import { PullRequestAnswer } from './pull-request-schemas.ts';

/** Bitbucket lists fewer of these to a page (jenkinsci/bitbucket-branch-source-plugin#1182). */
const limits = { maxPageLength: 50 };

export function listPullRequests() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests',
    operationId: 'listPullRequests',
    summary: 'List the pull requests of a repository',
    description:
      'Newest first, unless they are sorted; only the open ones, unless `state` or a `q` about states tells otherwise.',
    tag: 'Pull requests',
    scopes: ['pullrequest'],
    schemas: {
      params: repositoryParameters,
      querystring: Type.Object({
        ...searchParameters(pullRequestFields, limits),
        state: Type.Optional(
          Type.Union([Type.String(), Type.Array(Type.String())], {
            description: `Only those in this state, or in one of several: ${pullRequestStates.join(', ')}.`,
          }),
        ),
      }),
    },
    responses: { 200: pageOf(PullRequestAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query, limits);
      const search = parseSearch(query, pullRequestFields, asked);
      const saysStates = search.filter !== undefined && namesField(search.filter, 'state');
      const { repository, values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        states: statesOf(query.state) ?? (saysStates ? undefined : ['OPEN']),
        ...search,
      });
      const shown = values.map((pullRequest) => presentPullRequest({ repository, pullRequest }, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}

/** States in any case, one to a parameter or with commas between them; `undefined` when none is named. */
function statesOf(sent: string | readonly string[] | undefined): readonly PullRequestState[] | undefined {
  const names = [sent ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .map((name) => name.trim().toUpperCase())
    .filter((name) => name !== '');
  const states = pullRequestStates.filter((state) => names.includes(state));
  const unknown = names.find((name) => !states.some((state) => state === name));
  if (unknown !== undefined) {
    const choices = pullRequestStates.join(', ');
    throw invalidFields({
      state: [`Select a valid choice. ${unknown.slice(0, 80)} is not one of the available choices: ${choices}.`],
    });
  }
  return states.length > 0 ? states : undefined;
}
