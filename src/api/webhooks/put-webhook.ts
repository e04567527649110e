import { updateWebhook } from '../../actions/update-webhook.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { presentWebhook } from './present-webhook.ts';
import { settingsOf } from './settings-of.ts';
import { webhookAddress, webhookParameters } from './webhook-address.ts';
import { WebhookAnswer, WebhookChanges } from './webhook-schemas.ts';

export function putWebhook() {
  return endpoint({
    method: 'PUT',
    path: '/2.0/repositories/:workspace/:repo_slug/hooks/:uid',
    operationId: 'updateWebhook',
    summary: 'Update a webhook of a repository',
    description:
      'Changes the members that are sent and leaves the others, the secret too. Where events of pull requests are told, the scope `pullrequest` is needed, too.',
    tag: 'Webhooks',
    scopes: ['webhook', 'repository'],
    schemas: { params: webhookParameters, body: WebhookChanges },
    responses: { 200: WebhookAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const updated = await updateWebhook(context, { ...webhookAddress(params), settings: settingsOf(body) });
      return presentWebhook(updated, links);
    },
  });
}
