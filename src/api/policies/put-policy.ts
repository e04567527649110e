import type { Static } from 'typebox';
import { changePolicy } from '../../actions/change-policy.ts';
import { type PolicyChanges, type PolicyMember, parsePolicyDuration } from '../../domain/repository-policy.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { PolicyAnswer, PolicyBody } from './policy-schemas.ts';
import { presentPolicy } from './present-policy.ts';

export function putPolicy() {
  return endpoint({
    method: 'PUT',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/policy',
    operationId: 'changePolicy',
    summary: 'Change the policy of a repository',
    description: 'Changes the members that are sent and leaves the others; `null` turns one off.',
    tag: 'History',
    scopes: ['repository:admin'],
    schemas: { params: repositoryParameters, body: PolicyBody },
    responses: { 200: PolicyAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body }) {
      const address = { workspace: params.workspace, slug: params.repo_slug };
      return presentPolicy(await changePolicy(context, { address, changes: changesOf(body) }));
    },
  });
}

function changesOf(body: Static<typeof PolicyBody>): PolicyChanges {
  const { in_progress_timeout: timeout, history_retention: retention } = body;
  return {
    ...(timeout !== undefined && { inProgressTimeout: durationOf('inProgressTimeout', timeout) }),
    ...(retention !== undefined && { historyRetention: durationOf('historyRetention', retention) }),
  };
}

/** Forms know no null, only an empty text. */
function durationOf(member: PolicyMember, text: string | null): number | null {
  return text === null || text === '' ? null : parsePolicyDuration(member, text);
}
