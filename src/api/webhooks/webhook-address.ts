import { type Static, Type } from 'typebox';
import type { WebhookAddress } from '../../actions/webhook-in-context.ts';
import { repositoryParameters } from '../schemas.ts';

export const webhookParameters = Type.Object({
  ...repositoryParameters.properties,
  uid: Type.String({
    description: 'The UUID of the webhook, with or without braces.',
    examples: ['{11111111-2222-3333-4444-555555555555}'],
  }),
});

/** Which webhook a path names. */
export function webhookAddress(params: Static<typeof webhookParameters>): WebhookAddress {
  return { address: { workspace: params.workspace, slug: params.repo_slug }, id: params.uid };
}
