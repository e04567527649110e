import { Type } from 'typebox';
import { listRefs as list } from '../../actions/list-refs.ts';
import { branchFields, tagFields } from '../../query/ref-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentBranch, presentRef, presentTag } from './present-ref.ts';
import { BranchAnswer, RefAnswer, TagAnswer } from './ref-schemas.ts';

export function listRefs() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs',
    operationId: 'listRefs',
    summary: 'List the branches and tags of a repository',
    description: 'Branches before tags, by name, unless they are sorted.',
    tag: 'Refs',
    scopes: ['repository'],
    schemas: { params: repositoryParameters, querystring: Type.Object(searchParameters(tagFields)) },
    responses: { 200: pageOf(RefAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        kinds: ['branch', 'tag'],
        ...parseSearch(query, tagFields, asked),
      });
      const shown = values.map((ref) => presentRef(ref, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}

export function listBranches() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs/branches',
    operationId: 'listBranches',
    summary: 'List the branches of a repository',
    description: 'By name, unless they are sorted. Without a Git directory, those that statuses were reported for.',
    tag: 'Refs',
    scopes: ['repository'],
    schemas: { params: repositoryParameters, querystring: Type.Object(searchParameters(branchFields)) },
    responses: { 200: pageOf(BranchAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        kinds: ['branch'],
        ...parseSearch(query, branchFields, asked),
      });
      const shown = values.map((branch) => presentBranch(branch, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}

export function listTags() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/refs/tags',
    operationId: 'listTags',
    summary: 'List the tags of a repository',
    description: 'By name, unless they are sorted. Without a Git directory there are none.',
    tag: 'Refs',
    scopes: ['repository'],
    schemas: { params: repositoryParameters, querystring: Type.Object(searchParameters(tagFields)) },
    responses: { 200: pageOf(TagAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        kinds: ['tag'],
        ...parseSearch(query, tagFields, asked),
      });
      const shown = values.map((tag) => presentTag(tag, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
