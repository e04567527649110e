import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { BranchRestriction } from '../domain/branch-restriction.ts';
import type { Instant } from '../domain/instant.ts';
import type { Permission } from '../domain/permission.ts';
import type { Place } from '../domain/place.ts';
import type { PullRequest } from '../domain/pull-request.ts';
import type { RepositoryPolicy } from '../domain/repository-policy.ts';
import type { RequiredBuilds } from '../domain/required-builds.ts';
import type { WebhookSubscription } from '../domain/webhook-subscription.ts';
import type { NewAccessToken } from '../store/access-token-store.ts';
import type { AccountChange, NewAccount } from '../store/account-store.ts';
import type {
  BranchRestrictionChange,
  BranchRestrictionQuery,
  NewBranchRestriction,
} from '../store/branch-restriction-store.ts';
import type {
  CommitStatusReplacement,
  CommitStatusUpdate,
  DecidedStatus,
  ReplacedCommitStatus,
  StatusDecision,
  StatusVoiding,
  WrittenCommitStatus,
} from '../store/commit-status-store.ts';
import type { MergeBasis, NewPullRequest, PullRequestChange, PullRequestMove } from '../store/pull-request-store.ts';
import type { PolicyChange, PolicyStep, PrunedStretch, PruningStep } from '../store/repository-policy-store.ts';
import type { NewRepository, RepositoryChange, RepositoryChangeResult } from '../store/repository-store.ts';
import type { NewSession } from '../store/session-store.ts';
import type { WebhookChange, WebhookQuery } from '../store/webhook-store.ts';

/** Every write that the store knows, as plain data that can travel to another thread, with what it gives back. */
export interface WriteResults {
  replace: ReplacedCommitStatus | OwnedStatus;
  update: WrittenCommitStatus | OwnedStatus | undefined;
  void_status: DecidedStatus | undefined;
  restore_status: DecidedStatus | undefined;
  /** Whether it was there. */
  remove_status: boolean;
  change_policy: ChangedPolicy;
  stop_silent_statuses: number;
  prune_status_events: PrunedStretch;
  add_repository: { readonly added: boolean; readonly repositoryId: number };
  change_repository: RepositoryChangeResult;
  set_git_directory: boolean;
  /** Whether it was there. */
  mark_repository_removed: boolean;
  /** Whether nothing is left of any removed repository. */
  purge_removed_repositories: boolean;
  add_pull_request: PullRequest;
  change_pull_request: PullRequest | undefined;
  merge_pull_request: PullRequest | 'outdated' | undefined;
  move_pull_requests: undefined;
  add_webhook: WebhookSubscription;
  change_webhook: WebhookSubscription | undefined;
  remove_webhook: boolean;
  add_branch_restriction: BranchRestriction | 'taken';
  change_branch_restriction: BranchRestriction | 'taken' | undefined;
  remove_branch_restriction: boolean;
  put_required_builds: readonly RequiredBuilds[];
  add_account: Account | 'taken';
  change_account: Account | 'taken' | 'gone';
  /** Whether it was another before. */
  set_permission: boolean;
  add_first_access_token: boolean;
  add_access_token: AccessToken;
  revoke_access_token: AccessToken | undefined;
  touch_access_token: undefined;
  /** Whether what somebody signed in with still counts. */
  add_session: boolean;
  /** Whether there was one. */
  remove_session: boolean;
  /** How many there were. */
  remove_sessions: number;
  add_audit_event: undefined;
  /** Changes nothing, but writes. */
  check_reachable: undefined;
}

/** Nothing was written, because the status is of another account, of this name. */
export interface OwnedStatus {
  readonly ownedBy: string;
}

export interface MergePullRequest extends PullRequestChange {
  readonly basis?: MergeBasis | undefined;
}

export interface ChangedPolicy {
  readonly before: RepositoryPolicy;
  readonly policy: RepositoryPolicy;
  readonly isChanged: boolean;
}

export interface MovePullRequests {
  readonly repositoryId: number;
  readonly moves: readonly PullRequestMove[];
  readonly at: Instant;
}

export interface PermissionChange {
  readonly accountId: number;
  readonly place: Place;
  /** Absent: none. */
  readonly level: Permission['level'] | undefined;
}

export interface FirstAccessToken {
  readonly account: NewAccount;
  readonly token: Omit<NewAccessToken, 'accountId'>;
}

export interface TokenMoment {
  readonly uuid: string;
  readonly at: Instant;
}

/** The entry of the audit that tells of the command: written in the same transaction, once something has changed. */
interface Audited {
  readonly audit?: NewAuditEvent | undefined;
}

export type WriteCommand =
  | CommitStatusReplacement
  | CommitStatusUpdate
  | (AuditedCommand & Audited)
  | { readonly kind: 'add_audit_event'; readonly audit: NewAuditEvent }
  | { readonly kind: 'check_reachable' };

type AuditedCommand =
  | ({ readonly kind: 'void_status' } & StatusVoiding)
  | ({ readonly kind: 'restore_status' } & StatusDecision)
  | ({ readonly kind: 'remove_status' } & StatusDecision)
  | ({ readonly kind: 'change_policy' } & PolicyChange)
  | ({ readonly kind: 'stop_silent_statuses' } & PolicyStep)
  | ({ readonly kind: 'prune_status_events' } & PruningStep)
  | { readonly kind: 'add_repository'; readonly repository: NewRepository }
  | ({ readonly kind: 'change_repository' } & RepositoryChange)
  | { readonly kind: 'set_git_directory'; readonly repositoryId: number; readonly gitDirectory: string }
  | { readonly kind: 'mark_repository_removed'; readonly repositoryId: number; readonly at: Instant }
  | { readonly kind: 'purge_removed_repositories'; readonly limit: number }
  | ({ readonly kind: 'add_pull_request' } & NewPullRequest)
  | ({ readonly kind: 'change_pull_request' } & PullRequestChange)
  | ({ readonly kind: 'merge_pull_request' } & MergePullRequest)
  | ({ readonly kind: 'move_pull_requests' } & MovePullRequests)
  | { readonly kind: 'add_webhook'; readonly repositoryId: number; readonly webhook: WebhookSubscription }
  | ({ readonly kind: 'change_webhook' } & WebhookChange)
  | ({ readonly kind: 'remove_webhook' } & WebhookQuery)
  | ({ readonly kind: 'add_branch_restriction' } & NewBranchRestriction)
  | ({ readonly kind: 'change_branch_restriction' } & BranchRestrictionChange)
  | ({ readonly kind: 'remove_branch_restriction' } & BranchRestrictionQuery)
  | { readonly kind: 'put_required_builds'; readonly repositoryId: number; readonly rules: readonly RequiredBuilds[] }
  | { readonly kind: 'add_account'; readonly account: NewAccount }
  | ({ readonly kind: 'change_account' } & AccountChange)
  | ({ readonly kind: 'set_permission' } & PermissionChange)
  | ({ readonly kind: 'add_first_access_token' } & FirstAccessToken)
  | { readonly kind: 'add_access_token'; readonly token: NewAccessToken }
  | ({ readonly kind: 'revoke_access_token' } & TokenMoment)
  | ({ readonly kind: 'touch_access_token' } & TokenMoment)
  | { readonly kind: 'add_session'; readonly session: NewSession }
  | { readonly kind: 'remove_session'; readonly hash: Uint8Array }
  | { readonly kind: 'remove_sessions'; readonly accountId: number };

/** The commands that are the same on every database. What the others write is worth an own way on each. */
export type SharedCommand = Exclude<WriteCommand, { readonly kind: 'replace' | 'update' | 'check_reachable' }>;

export type ResultOf<Command extends WriteCommand> = WriteResults[Command['kind']];

/** What became of one command: its result, or the reason why it, and it alone, changed nothing. */
export type WriteOutcome =
  | { readonly ok: true; readonly value: WriteResults[keyof WriteResults] }
  | { readonly ok: false; readonly error: unknown };

/** Executes commands in one transaction, in their order; the outcomes stand in the same order. */
export interface BatchWriter extends AsyncDisposable {
  write(commands: readonly WriteCommand[]): Promise<readonly WriteOutcome[]>;
  /**
   * Commands of one lane are written in their order, those of different lanes side by side, each lane in batches of its own.
   * Absent: all are of one lane.
   */
  laneOf?(command: WriteCommand): unknown;
}
