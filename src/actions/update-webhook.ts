import { type WebhookSettings, webhookNotFound } from '../domain/webhook-subscription.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { type WebhookAddress, type WebhookInContext, webhookUuid } from './webhook-in-context.ts';

/** Changes the settings that were sent, and no other. Throws not_found for the repository or the webhook. */
export async function updateWebhook(
  context: ActionContext,
  input: WebhookAddress & { readonly settings: Partial<WebhookSettings> },
): Promise<WebhookInContext> {
  const repository = await getRepositoryToChange(context, input.address);
  const webhook = await context.store.webhooks.changeWebhook({
    repositoryId: repository.id,
    uuid: webhookUuid(input),
    settings: input.settings,
  });
  if (webhook === undefined) throw webhookNotFound(input.id);
  return { repository, webhook };
}
