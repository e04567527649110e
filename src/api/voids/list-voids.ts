import { Type } from 'typebox';
import { listVoidedStatuses } from '../../actions/list-voided-statuses.ts';
import { pageOf, pageParameters, parsePage, presentCollection } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { presentVoid } from './present-void.ts';
import { VoidAnswer } from './void-schemas.ts';

export function listVoids() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/voids',
    operationId: 'listVoids',
    summary: 'List the voided build statuses of a commit',
    description: 'Those that do not count, with the reason, by their keys. Whoever may report builds may look, too.',
    tag: 'History',
    scopes: ['repository'],
    schemas: { params: commitParameters, querystring: Type.Object(pageParameters()) },
    responses: { 200: pageOf(VoidAnswer), 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const voided = await listVoidedStatuses(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
      });
      const shown = voided.slice(asked.offset, asked.offset + asked.pagelen);
      const values = shown.flatMap((status) => presentVoid(status, request.links) ?? []);
      return presentCollection(asked, { values, size: voided.length }, request);
    },
  });
}
