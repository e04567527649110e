import { webhookNotFound } from '../domain/webhook-subscription.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { type WebhookAddress, webhookUuid } from './webhook-in-context.ts';

/** Throws not_found for the repository or the webhook. */
export async function removeWebhook(context: ActionContext, input: WebhookAddress): Promise<void> {
  const repository = await getRepositoryToChange(context, input.address, ['webhook']);
  const uuid = webhookUuid(input);
  const wasThere = await context.store.webhooks.removeWebhook(
    { repositoryId: repository.id, uuid },
    auditOf(context, 'webhook.removed', { repository, subject: uuid }),
  );
  if (!wasThere) throw webhookNotFound(input.id);
}
