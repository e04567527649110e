import { type Static, Type } from 'typebox';
import { getRef } from '../../actions/get-ref.ts';
import { endpoint } from '../endpoint.ts';
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

export function getBranch() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs/branches/*',
    rest: 'name',
    operationId: 'getBranch',
    summary: 'Get a branch',
    description: 'With the commit that it points to.',
    tag: 'Refs',
    scopes: ['repository'],
    schemas: { params: refParameters('main') },
    responses: { 200: BranchAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentBranch(await getRef(context, { ...namedBy(params), kind: 'branch' }), links);
    },
  });
}

export function getTag() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs/tags/*',
    rest: 'name',
    operationId: 'getTag',
    summary: 'Get a tag',
    description: 'With the commit that it points to.',
    tag: 'Refs',
    scopes: ['repository'],
    schemas: { params: refParameters('v1.0') },
    responses: { 200: TagAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentTag(await getRef(context, { ...namedBy(params), kind: 'tag' }), links);
    },
  });
}

function namedBy(params: Static<ReturnType<typeof refParameters>>) {
  return { address: { workspace: params.workspace, slug: params.repo_slug }, name: restOfPath(params) };
}
