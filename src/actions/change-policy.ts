import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { PolicyChanges, RepositoryPolicy } from '../domain/repository-policy.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryToChange } from './get-repository.ts';

type Context = Pick<ActionContext, 'store' | 'clock' | 'caller'>;

/** Changes what is named, and leaves the rest. Throws not_found for the repository. */
export async function changePolicy(
  context: Context,
  { address, changes }: { readonly address: RepositoryAddress; readonly changes: PolicyChanges },
): Promise<RepositoryPolicy> {
  const repository = await getRepositoryToChange(context, address, ['repository:admin']);
  return changePolicyOf(context, repository, changes);
}

/** The same of a repository that is known already, by somebody who may. */
export function changePolicyOf(
  context: Context,
  repository: Repository,
  changes: PolicyChanges,
): Promise<RepositoryPolicy> {
  const audit = auditOf(context, 'policy.changed', { repository, subject: repository.uuid });
  return context.store.policies.changePolicy({ repositoryId: repository.id, changes }, audit);
}
