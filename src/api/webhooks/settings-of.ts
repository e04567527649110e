import { parseHookEvents, type WebhookSettings } from '../../domain/webhook-subscription.ts';
import { isSwitchedOn } from '../schemas.ts';
import type { WebhookChanges } from './webhook-schemas.ts';

/** The settings that a request speaks of. Throws invalid for an event that there is not. */
export function settingsOf(body: WebhookChanges): Partial<WebhookSettings> {
  const { url, description, events, secret } = body;
  return {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(events !== undefined && { events: parseHookEvents([events].flat()) }),
    ...(secret !== undefined && { secret: secret || undefined }),
    ...(body.active !== undefined && { isActive: isSwitchedOn(body.active) }),
    ...(body.skip_cert_verification !== undefined && {
      skipsCertVerification: isSwitchedOn(body.skip_cert_verification),
    }),
    ...(body.history_enabled !== undefined && { keepsHistory: isSwitchedOn(body.history_enabled) }),
  };
}
