import { randomUUID } from 'node:crypto';
import { bracedUuid, type RepositoryAddress } from '../domain/repository.ts';
import type { WebhookSettings } from '../domain/webhook-subscription.ts';
import { auditOfWebhook } from './audit-of-webhook.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';
import { scopesOfWebhook } from './scopes-of-webhook.ts';
import type { WebhookInContext } from './webhook-in-context.ts';

/** Throws not_found for the repository. */
export async function createWebhook(
  context: ActionContext,
  { address, settings }: { readonly address: RepositoryAddress; readonly settings: WebhookSettings },
): Promise<WebhookInContext> {
  const repository = await getRepositoryToChange(context, address, scopesOfWebhook(settings.events));
  const uuid = bracedUuid(randomUUID());
  const webhook = await context.store.webhooks.addWebhook(
    { repositoryId: repository.id, webhook: { ...settings, uuid, createdOn: context.clock.now() } },
    auditOfWebhook(context, 'created', { repository, uuid, settings }),
  );
  return { repository, webhook };
}
