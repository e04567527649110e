import type { NewAuditEvent } from '../domain/audit-event.ts';
import type { RequiredBuilds } from '../domain/required-builds.ts';

export interface RequiredBuildStore {
  /**
   * Replaces all of the repository at one moment: nobody reads some of the old beside some of the new. Throws `not_found` when the
   * repository has been removed.
   */
  putRequiredBuilds(
    put: { readonly repositoryId: number; readonly rules: readonly RequiredBuilds[] },
    audit?: NewAuditEvent,
  ): Promise<readonly RequiredBuilds[]>;

  /** In the order in which they were put. */
  listRequiredBuilds(query: { readonly repositoryId: number }): Promise<readonly RequiredBuilds[]>;
}
