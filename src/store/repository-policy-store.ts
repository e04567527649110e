import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { Instant } from '../domain/instant.ts';
import type { PolicyChanges, RepositoryPolicy } from '../domain/repository-policy.ts';

export interface PolicyChange {
  readonly repositoryId: number;
  readonly changes: PolicyChanges;
}

/** One step of what a policy asks for: of one repository, and small, so that whoever reports meanwhile hardly waits. */
export interface PolicyStep {
  readonly repositoryId: number;
  readonly at: Instant;
  /** How many rows it looks at, at most. */
  readonly limit: number;
}

export interface PruningStep extends PolicyStep {
  /** The number of the event after which it begins. */
  readonly after: number;
}

export interface PrunedStretch {
  /** Up to which number it has come. */
  readonly through: number;
  readonly deleted: number;
  /** Whether nothing behind it is old enough. */
  readonly isDone: boolean;
}

export interface RepositoryPolicyStore {
  findPolicy(query: { readonly repositoryId: number }): Promise<RepositoryPolicy>;

  /**
   * Gives the policy as it is then. The entry of the audit is given what has changed, and is written only when something has.
   * Throws `not_found` when the repository has been removed.
   */
  changePolicy(change: PolicyChange, audit?: NewAuditEvent): Promise<RepositoryPolicy>;

  /** Of all repositories that have anything switched on. */
  listPolicies(): Promise<readonly { readonly repositoryId: number; readonly policy: RepositoryPolicy }[]>;

  /** The numbers of the repositories in which a build has been in progress without news for longer than its policy allows. */
  listRepositoriesWithSilentStatuses(query: { readonly at: Instant }): Promise<readonly number[]>;

  /**
   * Stops builds that are in progress and of which nothing has been heard for longer than the policy allows, those first that have
   * been silent for longest: what is reported in the same moment wins. Each leaves an event. Gives how many there were. Throws
   * `not_found` when the repository has been removed.
   */
  stopSilentStatuses(step: PolicyStep): Promise<number>;

  /**
   * Deletes events that are older than the policy keeps them, but for those of the attempt that a status is in, and the newest of
   * all, which the next one is numbered after. Throws `not_found` when the repository has been removed.
   */
  pruneStatusEvents(step: PruningStep): Promise<PrunedStretch>;
}
