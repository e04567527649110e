import { Type } from 'typebox';
import { removeBranchRestriction } from '../../actions/remove-branch-restriction.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { branchRestrictionAddress, branchRestrictionParameters } from './branch-restriction-address.ts';

export function deleteBranchRestriction() {
  return endpoint({
    method: 'DELETE',
    path: '/2.0/repositories/:workspace/:repo_slug/branch-restrictions/:id',
    operationId: 'deleteBranchRestriction',
    summary: 'Delete a branch restriction',
    description: 'Its number is never given again.',
    tag: 'Branch restrictions',
    scopes: ['repository:admin'],
    schemas: { params: branchRestrictionParameters },
    responses: { 204: Type.Null(), 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params }, reply) {
      await removeBranchRestriction(context, branchRestrictionAddress(params));
      reply.status(204);
    },
  });
}
