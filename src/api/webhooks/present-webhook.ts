import type { WebhookInContext } from '../../actions/webhook-in-context.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';
import { presentRepositoryReference } from '../repositories/present-repository.ts';

/** The whole object, without the secret. Its time ends in `Z`, as recorded. */
export function presentWebhook({ repository, webhook }: WebhookInContext, links: Links) {
  return {
    type: 'webhook_subscription' as const,
    uuid: webhook.uuid,
    url: webhook.url,
    description: webhook.description,
    subject_type: 'repository' as const,
    subject: presentRepositoryReference(repository, links),
    active: webhook.isActive,
    events: [...webhook.events],
    secret_set: webhook.secret !== undefined,
    skip_cert_verification: webhook.skipsCertVerification,
    history_enabled: webhook.keepsHistory,
    read_only: false,
    source: null,
    created_at: formatInstant(webhook.createdOn).replace('+00:00', 'Z'),
    links: { self: { href: `${links.apiRepository(repository)}/hooks/${encodeURIComponent(webhook.uuid)}` } },
  };
}
