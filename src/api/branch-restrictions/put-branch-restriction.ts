import { updateBranchRestriction } from '../../actions/update-branch-restriction.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { branchRestrictionAddress, branchRestrictionParameters } from './branch-restriction-address.ts';
import { BranchRestrictionAnswer, BranchRestrictionChanges } from './branch-restriction-schemas.ts';
import { presentBranchRestriction } from './present-branch-restriction.ts';
import { settingsOf } from './settings-of.ts';

export function putBranchRestriction() {
  return endpoint({
    method: 'PUT',
    path: '/2.0/repositories/:workspace/:repo_slug/branch-restrictions/:id',
    operationId: 'updateBranchRestriction',
    summary: 'Update a branch restriction',
    description: 'Changes the members that are sent and leaves the others.',
    tag: 'Branch restrictions',
    scopes: ['repository:admin'],
    isJsonAlone: true,
    schemas: { params: branchRestrictionParameters, body: BranchRestrictionChanges },
    responses: {
      200: BranchRestrictionAnswer,
      400: ErrorAnswer,
      401: ErrorAnswer,
      404: ErrorAnswer,
    },
    async handle({ context, params, body, links }) {
      const address = branchRestrictionAddress(params);
      const updated = await updateBranchRestriction(context, { ...address, settings: settingsOf(body) });
      return presentBranchRestriction(updated, links);
    },
  });
}
