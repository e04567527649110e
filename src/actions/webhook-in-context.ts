import { bracedUuid, isUuid, type Repository, type RepositoryAddress } from '../domain/repository.ts';
import { type WebhookSubscription, webhookNotFound } from '../domain/webhook-subscription.ts';

/** A webhook with the repository that it belongs to. */
export interface WebhookInContext {
  readonly repository: Repository;
  readonly webhook: WebhookSubscription;
}

/** How a request names a webhook. */
export interface WebhookAddress {
  readonly address: RepositoryAddress;
  /** Its UUID as it was sent, with or without braces. */
  readonly id: string;
}

/** Throws not_found for what cannot be a UUID, as for one that nobody has. */
export function webhookUuid({ id }: WebhookAddress): string {
  const uuid = (id.startsWith('{') ? id : bracedUuid(id)).toLowerCase();
  if (!isUuid(uuid)) throw webhookNotFound(id);
  return uuid;
}
