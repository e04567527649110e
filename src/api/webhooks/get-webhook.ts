import { getWebhook as get } from '../../actions/get-webhook.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { presentWebhook } from './present-webhook.ts';
import { webhookAddress, webhookParameters } from './webhook-address.ts';
import { WebhookAnswer } from './webhook-schemas.ts';

export function getWebhook() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/hooks/:uid',
    operationId: 'getWebhook',
    summary: 'Get a webhook of a repository',
    description: 'Without its secret.',
    tag: 'Webhooks',
    scopes: ['webhook'],
    schemas: { params: webhookParameters },
    responses: { 200: WebhookAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentWebhook(await get(context, webhookAddress(params)), links);
    },
  });
}
