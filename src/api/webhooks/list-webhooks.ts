import { Type } from 'typebox';
import { listWebhooks as list } from '../../actions/list-webhooks.ts';
import { pageOf, pageParameters, parsePage, presentCollection } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentWebhook } from './present-webhook.ts';
import { WebhookAnswer } from './webhook-schemas.ts';

export function listWebhooks() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/hooks',
    operationId: 'listWebhooks',
    summary: 'List the webhooks of a repository',
    description: 'Oldest first. This version keeps webhooks, and does not deliver to them yet.',
    tag: 'Webhooks',
    scopes: ['webhook'],
    schemas: { params: repositoryParameters, querystring: Type.Object(pageParameters()) },
    responses: { 200: pageOf(WebhookAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const address = { workspace: params.workspace, slug: params.repo_slug };
      const { repository, values, size } = await list(context, { address, offset: asked.offset, limit: asked.pagelen });
      const shown = values.map((webhook) => presentWebhook({ repository, webhook }, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
