import { type Kysely, sql } from 'kysely';
import type { RepositoryPolicyStore } from '../store/repository-policy-store.ts';
import { policyColumns, toRepositoryPolicy } from './repository-policy-rows.ts';
import { whereInProgressBefore } from './silent-statuses.ts';
import type { Tables } from './tables.ts';

type Reads = Pick<RepositoryPolicyStore, 'findPolicy' | 'listPolicies' | 'listRepositoriesWithSilentStatuses'>;

/** The questions about policies. */
export function createRepositoryPolicyReads(db: Kysely<Tables>): Reads {
  return {
    async findPolicy({ repositoryId }) {
      const found = db.selectFrom('repository_policies').select(policyColumns);
      return toRepositoryPolicy(await found.where('repository_id', '=', repositoryId).executeTakeFirst());
    },

    async listPolicies() {
      const rows = await ofLivingRepositories(db)
        .select(policyColumns)
        .where(({ or, eb }) =>
          or([
            eb('repository_policies.in_progress_timeout', 'is not', null),
            eb('repository_policies.history_retention', 'is not', null),
          ]),
        )
        .execute();
      return rows.map((row) => ({ repositoryId: row.repository_id, policy: toRepositoryPolicy(row) }));
    },

    async listRepositoriesWithSilentStatuses({ at }) {
      const rows = await ofLivingRepositories(db)
        .where('repository_policies.in_progress_timeout', 'is not', null)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('commit_statuses')
              .select('commit_statuses.key')
              .whereRef('commit_statuses.repository_id', '=', 'repository_policies.repository_id')
              .where(whereInProgressBefore(sql`${at} - repository_policies.in_progress_timeout`)),
          ),
        )
        .execute();
      return rows.map((row) => row.repository_id);
    },
  };
}

function ofLivingRepositories(db: Kysely<Tables>) {
  return db
    .selectFrom('repository_policies')
    .innerJoin('repositories', 'repositories.id', 'repository_policies.repository_id')
    .select('repository_policies.repository_id')
    .where('repositories.removed_on', 'is', null)
    .orderBy('repository_policies.repository_id');
}
