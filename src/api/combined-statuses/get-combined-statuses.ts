import { Type } from 'typebox';
import { listCombinedStatuses } from '../../actions/list-combined-statuses.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { repeatable, repetitionsOf } from '../repeatable.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { CombinedStatusesAnswer } from './combined-status-schemas.ts';
import { presentCombinedStatus } from './present-combined-status.ts';
import { selectionOf, selectionParameters } from './selection-of.ts';

export function getCombinedStatuses(service: ApiContext) {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/combined-statuses',
    operationId: 'getCombinedStatuses',
    summary: 'Get the combined statuses of many commits',
    description:
      'Of up to 100 commits, all at the same moment. Each is answered on its own, as if it had been asked for alone. Whoever may report builds may look, too.',
    tag: 'Combined statuses',
    scopes: ['repository'],
    schemas: {
      params: repositoryParameters,
      querystring: Type.Object({
        commit: repeatable('A commit by its hash, whole or its first 7 digits or more; repeated for each.'),
        ...selectionParameters,
      }),
    },
    responses: { 200: CombinedStatusesAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, links, raw }) {
      const selection = selectionOf(query);
      const outcomes = await listCombinedStatuses(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commits: repetitionsOf('commit', query.commit),
        ...selection,
      });
      const values = outcomes.map((outcome) => {
        if (outcome.status === 'fulfilled') {
          return { status: 200, combined_status: presentCombinedStatus(outcome.value, selection, links) };
        }
        const { status, envelope } = service.explainError(outcome.reason, raw);
        return { status, error: envelope.error };
      });
      return { type: 'combined_statuses', values };
    },
  });
}
