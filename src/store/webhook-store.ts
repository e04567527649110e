import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { WebhookSettings, WebhookSubscription } from '../domain/webhook-subscription.ts';
import type { Page, PageQuery } from '../query/page.ts';

export interface WebhookQuery {
  readonly repositoryId: number;
  /** In braces and lower case. */
  readonly uuid: string;
}

/** Changes the settings that are there, and leaves the others. `secret: undefined` removes it. */
export interface WebhookChange extends WebhookQuery {
  readonly settings: Partial<WebhookSettings>;
}

export interface WebhookStore {
  /** Throws `not_found` when the repository has been removed. */
  addWebhook(
    added: {
      readonly repositoryId: number;
      readonly webhook: WebhookSubscription;
    },
    audit?: NewAuditEvent,
  ): Promise<WebhookSubscription>;

  /** `undefined` when there is none. */
  changeWebhook(change: WebhookChange, audit?: NewAuditEvent): Promise<WebhookSubscription | undefined>;

  /** `false` when there is none. */
  removeWebhook(query: WebhookQuery, audit?: NewAuditEvent): Promise<boolean>;

  findWebhook(query: WebhookQuery): Promise<WebhookSubscription | undefined>;

  /** Oldest first. */
  listWebhooks(
    query: Pick<PageQuery<never>, 'offset' | 'limit'> & { readonly repositoryId: number },
  ): Promise<Page<WebhookSubscription>>;
}
