import type { Instant } from '../domain/instant.ts';

export interface RepositoryPoliciesTable {
  readonly repository_id: number;
  /** In microseconds, like the instants; null is off. */
  readonly in_progress_timeout: Instant | null;
  readonly history_retention: Instant | null;
  /** The number of the newest event that retention has deleted. */
  readonly pruned_through: number;
  readonly last_restriction_id: number;
}
