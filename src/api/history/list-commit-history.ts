import { Type } from 'typebox';
import { listCommitHistory as list } from '../../actions/list-commit-history.ts';
import { changedMembers } from '../../domain/changed-members.ts';
import { statusEventFields } from '../../query/status-event-fields.ts';
import { parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { keyParameter, keysOf } from './history-parameters.ts';
import { type HistoryEntryAnswer, HistoryPage } from './history-schemas.ts';
import { presentStatusEvent } from './present-status-event.ts';

export function listCommitHistory() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/history',
    operationId: 'listCommitHistory',
    summary: 'List what was done to the statuses of a commit',
    description:
      'Newest first, unless sorted. A report that says what was said before leaves no entry. Whoever may report builds may look, too.',
    tag: 'History',
    scopes: ['repository'],
    schemas: {
      params: commitParameters,
      querystring: Type.Object({ ...searchParameters(statusEventFields), ...keyParameter }),
    },
    responses: { 200: HistoryPage, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { repository, values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        keys: keysOf(query),
        ...parseSearch(query, statusEventFields, asked),
      });
      const shown = values.map(
        ({ event, before }): HistoryEntryAnswer => ({
          ...presentStatusEvent(repository, event, request.links),
          changed: before === undefined ? null : [...changedMembers(event, before)],
        }),
      );
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
