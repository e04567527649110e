import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { Repository } from '../domain/repository.ts';
import type { WebhookSettings } from '../domain/webhook-subscription.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';

interface Webhook {
  readonly repository: Repository;
  readonly uuid: string;
  /** What was said of it. */
  readonly settings: Partial<WebhookSettings>;
}

/** The entry for a webhook: to which host it leads, and not more of its address, which many receivers take for a secret. */
export function auditOfWebhook(
  context: Pick<ActionContext, 'caller' | 'clock'>,
  what: 'created' | 'updated',
  { repository, uuid, settings }: Webhook,
): NewAuditEvent {
  const { url, events } = settings;
  const details = {
    ...(url !== undefined && URL.canParse(url) && { host: new URL(url).host }),
    ...(events !== undefined && { events }),
    ...('secret' in settings && { secret_changed: true }),
  };
  return auditOf(context, `webhook.${what}`, { repository, subject: uuid, details });
}
