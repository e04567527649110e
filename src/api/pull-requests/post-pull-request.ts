import { createPullRequest } from '../../actions/create-pull-request.ts';
import { endpoint } from '../endpoint.ts';
import { locate } from '../locate.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { endOf, membersOf } from './members-of.ts';
import { presentPullRequest } from './present-pull-request.ts';
import { PullRequestAnswer, PullRequestBody } from './pull-request-schemas.ts';

export function postPullRequest() {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug/pullrequests',
    operationId: 'createPullRequest',
    summary: 'Create a pull request',
    description:
      'From a branch to another, the main one unless told. Where there is a Git directory, the branches and their commits are its own.',
    tag: 'Pull requests',
    scopes: ['pullrequest:write'],
    schemas: { params: repositoryParameters, body: PullRequestBody },
    responses: { 201: PullRequestAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }, reply) {
      const { description = '', isDraft = false, closesSourceBranch = false, reviewers = [] } = membersOf(body);
      const created = await createPullRequest(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        title: body.title,
        source: endOf(body.source),
        destination: body.destination ? endOf(body.destination) : undefined,
        description,
        isDraft,
        closesSourceBranch,
        reviewers,
      });
      reply.status(201);
      return locate(reply, presentPullRequest(created, links), links);
    },
  });
}
