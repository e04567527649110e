import type { AccountReference } from './account.ts';
import type { CommitHash } from './commit-hash.ts';
import type { Instant } from './instant.ts';

/** Everything that is written down, named like hook events are: what it was done to, and what was done. */
export const auditActions = [
  'status.created',
  'status.overwritten',
  'status.updated',
  'status.superseded',
  'status.voided',
  'status.restored',
  'status.removed',
  'pullrequest.created',
  'pullrequest.updated',
  'pullrequest.declined',
  'pullrequest.merged',
  'policy.changed',
  'restriction.created',
  'restriction.updated',
  'restriction.removed',
  'required_builds.changed',
  'webhook.created',
  'webhook.updated',
  'webhook.removed',
  'repository.created',
  'repository.updated',
  'repository.renamed',
  'repository.removed',
  'account.created',
  'account.changed',
  'permission.changed',
  'token.created',
  'token.revoked',
  'consumer.created',
  'consumer.revoked',
  'session.created',
  'session.ended',
  'signin.failed',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Who did something, by what, and from where. */
export interface AuditOrigin {
  /** As it was then; absent when nobody was named, as by a command on the server's own machine. */
  readonly account?: AccountReference | undefined;
  /** Of the access token that was used, in braces. */
  readonly tokenUuid?: string | undefined;
  readonly address?: string | undefined;
}

/** What changed, where that matters. Never a secret, a token or a password. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Something that is to be written down. */
export interface NewAuditEvent extends AuditOrigin {
  readonly action: AuditAction;
  readonly occurredOn: Instant;
  /** Where it was done: absent for what concerns the whole server. Its name stays as it was then. */
  readonly repository?: { readonly id: number; readonly name: string } | undefined;
  /** What it was done to: the key of a status, the number of a pull request, else a UUID or a name. */
  readonly subject?: string | undefined;
  /** Of a status. */
  readonly commitHash?: CommitHash | undefined;
  readonly details?: AuditDetails | undefined;
}

/** One entry of the audit: it is never changed, and outlives what it tells of. */
export interface AuditEvent extends NewAuditEvent {
  /** Grows within the repository, and for what concerns the server. */
  readonly id: number;
}
