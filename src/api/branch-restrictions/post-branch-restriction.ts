import { createBranchRestriction } from '../../actions/create-branch-restriction.ts';
import { endpoint } from '../endpoint.ts';
import { locate } from '../locate.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { BranchRestrictionAnswer, BranchRestrictionBody } from './branch-restriction-schemas.ts';
import { presentBranchRestriction } from './present-branch-restriction.ts';
import { settingsOf } from './settings-of.ts';

/** What a restriction is that says no more than it must. */
const defaults = { branchMatchKind: 'glob', pattern: '', users: [], groups: [] } as const;

export function postBranchRestriction() {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug/branch-restrictions',
    operationId: 'createBranchRestriction',
    summary: 'Create a branch restriction',
    description:
      'All kinds are kept. `require_passing_builds_to_merge` is a merge check, and `enforce_merge_checks` makes the merge of a pull request obey all merge checks of its destination.',
    tag: 'Branch restrictions',
    scopes: ['repository:admin'],
    isJsonAlone: true,
    schemas: { params: repositoryParameters, body: BranchRestrictionBody },
    responses: {
      201: BranchRestrictionAnswer,
      400: ErrorAnswer,
      401: ErrorAnswer,
      404: ErrorAnswer,
      409: ErrorAnswer,
    },
    async handle({ context, params, body, links }, reply) {
      const created = await createBranchRestriction(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        settings: { ...defaults, ...settingsOf(body), kind: body.kind },
      });
      reply.status(201);
      return locate(reply, presentBranchRestriction(created, links), links);
    },
  });
}
