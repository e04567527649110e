import { clip } from './clip.ts';
import { invalidFields, ServiceError } from './error.ts';
import type { Instant } from './instant.ts';

export const maxSecretLength = 128;

/** What may be subscribed to, by Bitbucket's own list of 2025. */
const hookEvents = new Set([
  'issue:comment_created',
  'issue:created',
  'issue:updated',
  'project:updated',
  'pullrequest:approved',
  'pullrequest:changes_request_created',
  'pullrequest:changes_request_removed',
  'pullrequest:comment_created',
  'pullrequest:comment_deleted',
  'pullrequest:comment_reopened',
  'pullrequest:comment_resolved',
  'pullrequest:comment_updated',
  'pullrequest:created',
  'pullrequest:fulfilled',
  'pullrequest:push',
  'pullrequest:rejected',
  'pullrequest:unapproved',
  'pullrequest:updated',
  'repo:commit_comment_created',
  'repo:commit_status_created',
  'repo:commit_status_updated',
  'repo:created',
  'repo:deleted',
  'repo:fork',
  'repo:imported',
  'repo:push',
  'repo:transfer',
  'repo:updated',
]);

/** What people say of a webhook. */
export interface WebhookSettings {
  readonly url: string;
  readonly description: string;
  readonly isActive: boolean;
  /** Sorted, each once. */
  readonly events: readonly string[];
  /** Signs the deliveries; never shown. */
  readonly secret?: string | undefined;
  readonly skipsCertVerification: boolean;
  /** Whether deliveries are to be recorded. */
  readonly keepsHistory: boolean;
}

export interface WebhookSubscription extends WebhookSettings {
  /** In braces. */
  readonly uuid: string;
  readonly createdOn: Instant;
}

/** Sorted, each once. Throws invalid for a name that Bitbucket does not know. */
export function parseHookEvents(names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !hookEvents.has(name));
  if (unknown === undefined) return [...new Set(names)].sort();
  throw invalidFields({
    events: [`'${clip(unknown)}' is not one of the events: ${[...hookEvents].join(', ')}.`],
  });
}

/** Bitbucket's answer for a webhook that it cannot find, with the identifier as it was sent. */
export function webhookNotFound(sent: string): ServiceError {
  return new ServiceError('not_found', `${clip(sent)} is not a valid hook`);
}
