import type { AuditAction, NewAuditEvent } from '../domain/audit-event.ts';
import type { Commit } from '../domain/commit.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { StatusDecision } from '../store/commit-status-store.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** The status that an administrator decides about. */
export interface StatusToDecideOn {
  readonly address: RepositoryAddress;
  readonly commit: string;
  readonly key: string;
}

interface BegunDecision {
  readonly repository: Repository;
  readonly commit: Commit;
  readonly decision: StatusDecision;
  readonly audit: NewAuditEvent;
}

/** What all decisions begin with. Throws not_found for the repository or the commit. */
export async function decideOnStatus(
  context: ActionContext,
  action: AuditAction,
  { address, key, reason, ...named }: StatusToDecideOn & { readonly reason?: string | undefined },
): Promise<BegunDecision> {
  const repository = await getRepositoryToChange(context, address, ['repository:admin']);
  const commit = await getCommit(context, repository, named.commit);
  const { caller, clock } = context;
  const details = reason === undefined ? undefined : { reason };
  return {
    repository,
    commit,
    decision: { repositoryId: repository.id, commit: commit.hash, key, reason, author: caller.name, at: clock.now() },
    audit: auditOf(context, action, { repository, subject: key, commitHash: commit.hash, details }),
  };
}
