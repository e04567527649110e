import { createWebhook } from '../../actions/create-webhook.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { presentWebhook } from './present-webhook.ts';
import { settingsOf } from './settings-of.ts';
import { WebhookAnswer, WebhookBody } from './webhook-schemas.ts';

/** What a webhook is that says no more than it must. */
const defaults = { description: '', isActive: true, skipsCertVerification: false, keepsHistory: false };

export function postWebhook() {
  return endpoint({
    method: 'POST',
    path: '/2.0/repositories/:workspace/:repo_slug/hooks',
    operationId: 'createWebhook',
    summary: 'Create a webhook for a repository',
    description:
      'This version keeps webhooks, and does not deliver to them yet. For events of pull requests, the scope `pullrequest` is needed, too.',
    tag: 'Webhooks',
    scopes: ['webhook', 'repository'],
    schemas: { params: repositoryParameters, body: WebhookBody },
    responses: { 201: WebhookAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }, reply) {
      const { url, events = [], ...settings } = settingsOf(body);
      const created = await createWebhook(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        settings: { ...defaults, ...settings, url: url ?? body.url, events },
      });
      const answer = presentWebhook(created, links);
      // bitbucket.org gives the whole address here, unlike for statuses.
      reply.status(201).header('location', answer.links.self.href);
      return answer;
    },
  });
}
