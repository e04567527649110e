import { Type } from 'typebox';
import { listBranchRestrictions as list } from '../../actions/list-branch-restrictions.ts';
import { type RestrictionKind, restrictionKinds } from '../../domain/branch-restriction.ts';
import { pageOf, pageParameters, parsePage, presentCollection } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { BranchRestrictionAnswer } from './branch-restriction-schemas.ts';
import { presentBranchRestriction } from './present-branch-restriction.ts';

const filters = {
  kind: Type.Optional(
    Type.Unsafe<RestrictionKind | ''>({
      type: 'string',
      enum: [...restrictionKinds, ''],
      description: 'Only those of that kind.',
    }),
  ),
  pattern: Type.Optional(Type.String({ description: 'Only those with that very pattern.' })),
};

export function listBranchRestrictions() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/branch-restrictions',
    operationId: 'listBranchRestrictions',
    summary: 'List the branch restrictions of a repository',
    description: 'Oldest first.',
    tag: 'Branch restrictions',
    scopes: ['repository:admin'],
    schemas: { params: repositoryParameters, querystring: Type.Object({ ...filters, ...pageParameters() }) },
    responses: { 200: pageOf(BranchRestrictionAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { repository, values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        kind: query.kind || undefined,
        pattern: query.pattern || undefined,
        offset: asked.offset,
        limit: asked.pagelen,
      });
      const shown = values.map((restriction) => presentBranchRestriction({ repository, restriction }, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
