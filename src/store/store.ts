import type { AccessTokenStore } from './access-token-store.ts';
import type { AccountStore } from './account-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { BranchRestrictionStore } from './branch-restriction-store.ts';
import type { CommitStatusStore } from './commit-status-store.ts';
import type { CommitStore } from './commit-store.ts';
import type { PullRequestStore } from './pull-request-store.ts';
import type { RepositoryPolicyStore } from './repository-policy-store.ts';
import type { RepositoryStore } from './repository-store.ts';
import type { RequiredBuildStore } from './required-build-store.ts';
import type { SessionStore } from './session-store.ts';
import type { StatusEventStore } from './status-event-store.ts';
import type { StatusHistoryStore } from './status-history-store.ts';
import type { WebhookStore } from './webhook-store.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/**
 * Everything that the service remembers. Each write is one atomic step, and its promise resolves only when the step is
 * durable: a crash afterwards does not lose it. Writes given while others are being committed are committed together,
 * in the order in which they were given; one that fails does so alone.
 *
 * A write may be given the entry of the audit that tells of it: that is written in the same step, once something has changed.
 *
 * Every method throws `unavailable` when the database cannot be reached or written.
 */
export interface Store extends AsyncDisposable {
  readonly accessTokens: AccessTokenStore;
  readonly accounts: AccountStore;
  readonly audit: AuditStore;
  readonly branchRestrictions: BranchRestrictionStore;
  readonly commitStatuses: CommitStatusStore;
  readonly commits: CommitStore;
  readonly policies: RepositoryPolicyStore;
  readonly pullRequests: PullRequestStore;
  readonly repositories: RepositoryStore;
  readonly requiredBuilds: RequiredBuildStore;
  readonly sessions: SessionStore;
  readonly statusEvents: StatusEventStore;
  readonly statusHistory: StatusHistoryStore;
  readonly webhooks: WebhookStore;
  readonly workspaces: WorkspaceStore;

  /** Resolves when the database can be read and written. */
  checkReachable(): Promise<void>;
}
