import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { WebhookSubscription } from '../domain/webhook-subscription.ts';
import type { Page } from '../query/page.ts';
import type { ActionContext } from './context.ts';
import { getRepository } from './get-repository.ts';

/** Oldest first. Throws not_found for the repository. */
export async function listWebhooks(
  context: ActionContext,
  { address, offset, limit }: { readonly address: RepositoryAddress; readonly offset: number; readonly limit: number },
): Promise<Page<WebhookSubscription> & { readonly repository: Repository }> {
  const repository = await getRepository(context, address, ['webhook']);
  const page = await context.store.webhooks.listWebhooks({ repositoryId: repository.id, offset, limit });
  return { repository, ...page };
}
