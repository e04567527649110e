import { Type } from 'typebox';
import { shownMainBranchOf } from '../../actions/branches.ts';
import type { ActionContext } from '../../actions/context.ts';
import { listRepositories as list } from '../../actions/list-repositories.ts';
import type { Repository } from '../../domain/repository.ts';
import { repositoryRoles } from '../../domain/repository-role.ts';
import type { Links } from '../../http/links.ts';
import type { Page } from '../../query/page.ts';
import { repositoryFields } from '../../query/repository-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, optionalRole, workspaceParameters } from '../schemas.ts';
import { presentRepository } from './present-repository.ts';
import { RepositoryAnswer } from './repository-schemas.ts';

const querystring = Type.Object({
  ...searchParameters(repositoryFields),
  role: optionalRole(
    repositoryRoles,
    'Only those that the user has a right in: any to read, to write, to administer them, or all of the workspace.',
  ),
});

const responses = { 200: pageOf(RepositoryAnswer), 400: ErrorAnswer, 401: ErrorAnswer };

export function listRepositories() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace',
    operationId: 'listRepositories',
    summary: 'List the repositories of a workspace',
    description: 'Those that the user may read; by slug, unless they are sorted.',
    tag: 'Repositories',
    scopes: ['repository'],
    schemas: { params: workspaceParameters, querystring },
    responses: { ...responses, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const search = parseSearch(query, repositoryFields, asked);
      const page = await list(context, { workspace: params.workspace, role: query.role || undefined, ...search });
      return presentCollection(asked, await presentPageOf(context, page, request.links), request);
    },
  });
}

export function listAllRepositories() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories',
    operationId: 'listAllRepositories',
    summary: 'List the repositories of the server',
    description: 'Those that the user may read; by workspace and slug, unless they are sorted.',
    tag: 'Repositories',
    scopes: ['repository'],
    schemas: { querystring },
    responses,
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const page = await list(context, {
        role: query.role || undefined,
        ...parseSearch(query, repositoryFields, asked),
      });
      return presentCollection(asked, await presentPageOf(context, page, request.links), request);
    },
  });
}

async function presentPageOf(context: ActionContext, { values, size }: Page<Repository>, links: Links) {
  const mainBranches = await Promise.all(values.map((repository) => shownMainBranchOf(context, repository)));
  return { values: values.map((one, index) => presentRepository(one, mainBranches[index] ?? '', links)), size };
}
