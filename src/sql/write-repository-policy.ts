import type { Kysely } from 'kysely';
import type { PolicyChange } from '../store/repository-policy-store.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import { type PolicyColumns, policyColumns, toRepositoryPolicy } from './repository-policy-rows.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

/** Changes the policy of a repository, inside the caller's transaction. */
export async function changePolicy(
  db: Kysely<Tables>,
  dialect: Dialect,
  { repositoryId, changes }: PolicyChange,
): Promise<WriteResults['change_policy']> {
  await lockRepository(db, dialect, repositoryId);
  const found = db.selectFrom('repository_policies').select(policyColumns).where('repository_id', '=', repositoryId);
  const before = (await found.executeTakeFirst()) ?? { in_progress_timeout: null, history_retention: null };
  const { inProgressTimeout, historyRetention } = changes;
  const after: PolicyColumns = {
    in_progress_timeout: inProgressTimeout === undefined ? before.in_progress_timeout : inProgressTimeout,
    history_retention: historyRetention === undefined ? before.history_retention : historyRetention,
  };
  const isChanged =
    after.in_progress_timeout !== before.in_progress_timeout || after.history_retention !== before.history_retention;
  if (isChanged) {
    await db
      .insertInto('repository_policies')
      .values({ repository_id: repositoryId, ...after, pruned_through: 0, last_restriction_id: 0 })
      .onConflict((conflict) => conflict.column('repository_id').doUpdateSet(after))
      .execute();
  }
  return { before: toRepositoryPolicy(before), policy: toRepositoryPolicy(after), isChanged };
}
