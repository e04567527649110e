import { requireScopes } from '../domain/access.ts';
import { type WebhookSettings, webhookNotFound } from '../domain/webhook-subscription.ts';
import { auditOfWebhook } from './audit-of-webhook.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { scopesOfWebhook } from './scopes-of-webhook.ts';
import { type WebhookAddress, type WebhookInContext, webhookUuid } from './webhook-in-context.ts';

/** Changes the settings that were sent, and no other. Throws not_found for the repository or the webhook. */
export async function updateWebhook(
  context: ActionContext,
  input: WebhookAddress & { readonly settings: Partial<WebhookSettings> },
): Promise<WebhookInContext> {
  const repository = await getRepositoryToChange(context, input.address, ['webhook']);
  const key = { repositoryId: repository.id, uuid: webhookUuid(input) };
  const current = await context.store.webhooks.findWebhook(key);
  if (current === undefined) throw webhookNotFound(input.id);
  // Where its events go may be changed by those alone who may read them.
  requireScopes(context.caller, repository, scopesOfWebhook([...current.events, ...(input.settings.events ?? [])]));
  const { settings } = input;
  const audit = auditOfWebhook(context, 'updated', { repository, uuid: key.uuid, settings });
  const webhook = await context.store.webhooks.changeWebhook({ ...key, settings }, audit);
  if (webhook === undefined) throw webhookNotFound(input.id);
  return { repository, webhook };
}
