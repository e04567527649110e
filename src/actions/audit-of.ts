import type { AuditAction, AuditDetails, AuditOrigin, NewAuditEvent } from '../domain/audit-event.ts';
import type { Caller } from '../domain/caller.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import { fullName, type Repository } from '../domain/repository.ts';
import type { StatusAudit } from '../store/commit-status-store.ts';
import { accountOf } from './account-of.ts';
import type { ActionContext } from './context.ts';

/** What was done to what. */
export interface AuditSubject {
  /** Absent for what concerns the whole server. */
  readonly repository?: Repository | undefined;
  readonly subject?: string | undefined;
  /** Of a status. */
  readonly commitHash?: CommitHash | undefined;
  readonly details?: AuditDetails | undefined;
}

/** The entry of the audit for what the caller does now. The store writes it with the change, if there is one. */
export function auditOf(
  { caller, clock }: Pick<ActionContext, 'caller' | 'clock'>,
  action: AuditAction,
  { repository, subject, commitHash, details }: AuditSubject,
): NewAuditEvent {
  return {
    ...originOf(caller),
    action,
    occurredOn: clock.now(),
    repository: repository && { id: repository.id, name: fullName(repository) },
    subject,
    commitHash,
    details,
  };
}

/** The same for a status, of which the store itself finds out whether it was new. */
export function auditOfStatus({ caller }: Pick<ActionContext, 'caller'>, repository: Repository): StatusAudit {
  return { ...originOf(caller), repositoryName: fullName(repository) };
}

function originOf(caller: Caller): AuditOrigin {
  const isNamed = caller.account !== undefined || caller.name !== undefined;
  const { uuid, name } = accountOf(caller);
  return {
    account: isNamed ? { uuid, name } : undefined,
    tokenUuid: caller.credential?.uuid,
    address: caller.address,
  };
}
