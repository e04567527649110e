import { webhookNotFound } from '../domain/webhook-subscription.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';
import { type WebhookAddress, type WebhookInContext, webhookUuid } from './webhook-in-context.ts';

/** Throws not_found for the repository or the webhook. */
export async function getWebhook(context: ActionContext, input: WebhookAddress): Promise<WebhookInContext> {
  const repository = await getRepository(context, input.address, ['webhook']);
  const webhook = await context.store.webhooks.findWebhook({ repositoryId: repository.id, uuid: webhookUuid(input) });
  if (webhook === undefined) throw webhookNotFound(input.id);
  return { repository, webhook };
}
