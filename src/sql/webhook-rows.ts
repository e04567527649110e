import type { WebhookSubscription } from '../domain/webhook-subscription.ts';
import { bytesToUuid, uuidToBytes } from './binary.ts';

export interface WebhookSubscriptionsTable {
  readonly repository_id: number;
  readonly uuid: Uint8Array;
  readonly url: string;
  readonly description: string;
  readonly is_active: number;
  /** A JSON array of names. */
  readonly events: string;
  readonly secret: string | null;
  readonly skips_cert_verification: number;
  readonly keeps_history: number;
  readonly created_on: number;
}

export function toWebhook(row: WebhookSubscriptionsTable): WebhookSubscription {
  return {
    uuid: bytesToUuid(row.uuid),
    url: row.url,
    description: row.description,
    isActive: row.is_active === 1,
    // Written by `toWebhookRow`.
    events: JSON.parse(row.events) as readonly string[],
    secret: row.secret ?? undefined,
    skipsCertVerification: row.skips_cert_verification === 1,
    keepsHistory: row.keeps_history === 1,
    createdOn: row.created_on,
  };
}

export function toWebhookRow(repositoryId: number, webhook: WebhookSubscription): WebhookSubscriptionsTable {
  return {
    repository_id: repositoryId,
    uuid: uuidToBytes(webhook.uuid),
    url: webhook.url,
    description: webhook.description,
    is_active: Number(webhook.isActive),
    events: JSON.stringify(webhook.events),
    secret: webhook.secret ?? null,
    skips_cert_verification: Number(webhook.skipsCertVerification),
    keeps_history: Number(webhook.keepsHistory),
    created_on: webhook.createdOn,
  };
}
