import type { RepositoryPolicy } from '../domain/repository-policy.ts';

export interface RepositoryPoliciesTable {
  readonly repository_id: number;
  /** In microseconds, like the instants; null is off. */
  readonly in_progress_timeout: number | null;
  readonly history_retention: number | null;
  /** The number of the newest event that retention has deleted. */
  readonly pruned_through: number;
  readonly last_restriction_id: number;
}

export type PolicyColumns = Pick<RepositoryPoliciesTable, 'in_progress_timeout' | 'history_retention'>;

export const policyColumns = [
  'repository_policies.in_progress_timeout',
  'repository_policies.history_retention',
] as const satisfies readonly `repository_policies.${keyof PolicyColumns}`[];

/** Where nothing was ever set, everything is off. */
export function toRepositoryPolicy(row: PolicyColumns | undefined): RepositoryPolicy {
  return {
    inProgressTimeout: row?.in_progress_timeout ?? undefined,
    historyRetention: row?.history_retention ?? undefined,
  };
}
