import { getBranchRestriction as get } from '../../actions/get-branch-restriction.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { branchRestrictionAddress, branchRestrictionParameters } from './branch-restriction-address.ts';
import { BranchRestrictionAnswer } from './branch-restriction-schemas.ts';
import { presentBranchRestriction } from './present-branch-restriction.ts';

export function getBranchRestriction() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/branch-restrictions/:id',
    operationId: 'getBranchRestriction',
    summary: 'Get a branch restriction',
    description: 'With whom it excepts.',
    tag: 'Branch restrictions',
    scopes: ['repository:admin'],
    schemas: { params: branchRestrictionParameters },
    responses: { 200: BranchRestrictionAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentBranchRestriction(await get(context, branchRestrictionAddress(params)), links);
    },
  });
}
