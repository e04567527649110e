import { type Static, Type } from 'typebox';
import { type CommitList, type CommitQuery, listCommits as list } from '../../actions/list-commits.ts';
import type { Links } from '../../http/links.ts';
import type { PageRequest } from '../../http/page-envelope.ts';
import { pageParameters, parsePage, presentUncounted, uncountedPageOf } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { restOfPath } from '../rest-of-path.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { CommitAnswer } from './commit-schemas.ts';
import { presentCommit } from './present-commit.ts';

const names = (description: string) =>
  Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())], { description }));

const querystring = Type.Object({
  ...pageParameters(),
  include: names('A hash, branch or tag from which commits are reached; may be repeated.'),
  exclude: names('What is reached from this one is left out; may be repeated.'),
  path: Type.Optional(Type.String({ description: 'Only commits that touch this file or folder.' })),
});

const responses = { 200: uncountedPageOf(CommitAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer };

export function listCommits() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/commits',
    operationId: 'listCommits',
    summary: 'List the commits of a repository',
    description: 'Of all branches, newest first.',
    tag: 'Commits',
    scopes: ['repository'],
    schemas: { params: repositoryParameters, querystring },
    responses,
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const found = await list(context, queryOf(params, query, asked, []));
      return presentUncounted(asked, presentAll(found, request.links), request);
    },
  });
}

export function listCommitsOfRevision() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/commits/*',
    rest: 'revision',
    operationId: 'listCommitsOfRevision',
    summary: 'List the commits of a branch, of a tag, or up to a commit',
    description: 'Newest first. The name of a branch may contain slashes as they are.',
    tag: 'Commits',
    scopes: ['repository'],
    schemas: {
      params: Type.Object({
        ...repositoryParameters.properties,
        '*': Type.String({ description: 'A branch, a tag or a hash.', examples: ['main'] }),
      }),
      querystring,
    },
    responses,
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const found = await list(context, queryOf(params, query, asked, [restOfPath(params)]));
      return presentUncounted(asked, presentAll(found, request.links), request);
    },
  });
}

function queryOf(
  params: Static<typeof repositoryParameters>,
  { include = [], exclude = [], path }: Static<typeof querystring>,
  { offset, pagelen }: PageRequest,
  revision: readonly string[],
): CommitQuery {
  return {
    address: { workspace: params.workspace, slug: params.repo_slug },
    include: [...revision, include].flat(),
    exclude: [exclude].flat(),
    ...(path && { path }),
    offset,
    // One more tells whether there is another page.
    limit: pagelen + 1,
  };
}

function presentAll({ repository, values }: CommitList, links: Links) {
  return values.map((commit) => presentCommit(repository, commit, links));
}
