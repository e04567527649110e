import { type Static, Type } from 'typebox';
import { findRef, type RefKind } from '../../actions/list-refs.ts';
import { ServiceError } from '../../domain/error.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { restOfPath } from '../rest-of-path.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentBranch, presentTag } from './present-ref.ts';
import { BranchAnswer, TagAnswer } from './ref-schemas.ts';

function refParameters(example: string) {
  return Type.Object({
    ...repositoryParameters.properties,
    '*': Type.String({ description: 'The name; slashes may stand as they are.', examples: [example] }),
  });
}

export function getBranch(context: ApiContext) {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs/branches/*',
    rest: 'name',
    operationId: 'getBranch',
    summary: 'Get a branch',
    description: 'With the commit that it points to.',
    tag: 'Refs',
    schemas: { params: refParameters('main') },
    responses: { 200: BranchAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ params, links }) {
      const found = await getRef(context, params, 'branch');
      return presentBranch(found.repository, found, links);
    },
  });
}

export function getTag(context: ApiContext) {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs/tags/*',
    rest: 'name',
    operationId: 'getTag',
    summary: 'Get a tag',
    description: 'With the commit that it points to.',
    tag: 'Refs',
    schemas: { params: refParameters('v1.0') },
    responses: { 200: TagAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ params, links }) {
      const found = await getRef(context, params, 'tag');
      return presentTag(found.repository, found, links);
    },
  });
}

async function getRef(context: ApiContext, params: Static<ReturnType<typeof refParameters>>, kind: RefKind) {
  const { workspace, repo_slug: slug } = params;
  const name = restOfPath(params);
  const found = await findRef(context, { address: { workspace, slug }, kind, name });
  if (found === undefined)
    throw new ServiceError('not_found', `There is no ${kind} '${name}' in ${workspace}/${slug}.`);
  return found;
}
