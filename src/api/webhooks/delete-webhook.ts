import { Type } from 'typebox';
import { removeWebhook } from '../../actions/remove-webhook.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { webhookAddress, webhookParameters } from './webhook-address.ts';

export function deleteWebhook() {
  return endpoint({
    method: 'DELETE',
    path: '/2.0/repositories/:workspace/:repo_slug/hooks/:uid',
    operationId: 'deleteWebhook',
    summary: 'Delete a webhook of a repository',
    description: 'Nothing is delivered to it any more.',
    tag: 'Webhooks',
    scopes: ['webhook'],
    schemas: { params: webhookParameters },
    responses: { 204: Type.Null(), 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params }, reply) {
      await removeWebhook(context, webhookAddress(params));
      reply.status(204);
    },
  });
}
