import type { AuditAction, NewAuditEvent } from '../domain/audit-event.ts';
import { describePolicyChange } from '../domain/repository-policy.ts';
import type { SharedCommand, WriteResults } from './write-command.ts';

type Result = WriteResults[SharedCommand['kind']];

/** What a command gives back that has found nothing to change. */
const unchanged: readonly Result[] = [undefined, false, 0, 'taken', 'gone', 'outdated'];

/** What is given its number when it is written. */
const numbered: readonly AuditAction[] = ['pullrequest.created', 'restriction.created'];

/** The entry of the audit for a command that has been executed; `undefined` when it has none, or has changed nothing. */
export function auditAfter(command: SharedCommand, result: Result): NewAuditEvent | undefined {
  const audit = 'audit' in command ? command.audit : undefined;
  if (audit === undefined || command.kind === 'add_audit_event') return audit;
  if (unchanged.includes(result)) return undefined;
  return typeof result === 'object' ? completed(audit, result) : audit;
}

/** With the numbers that nobody could know before. */
function completed(audit: NewAuditEvent, result: object): NewAuditEvent | undefined {
  if ('added' in result && 'repositoryId' in result) {
    const { added, repositoryId: id } = result as WriteResults['add_repository'];
    return added ? { ...audit, repository: audit.repository && { ...audit.repository, id } } : undefined;
  }
  if ('isChanged' in result && !result.isChanged) return undefined;
  if (audit.action === 'policy.changed') {
    const { before, policy } = result as WriteResults['change_policy'];
    return { ...audit, details: describePolicyChange(before, policy) };
  }
  if (!numbered.includes(audit.action)) return audit;
  return {
    ...audit,
    subject: String((result as WriteResults['add_pull_request' | 'add_branch_restriction'] & object).id),
  };
}
