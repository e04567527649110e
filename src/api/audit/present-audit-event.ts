import type { AuditEvent } from '../../domain/audit-event.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { AuditEventAnswer } from './audit-schemas.ts';

export function presentAuditEvent(event: AuditEvent): AuditEventAnswer {
  const { account, tokenUuid, repository, commitHash } = event;
  return {
    type: 'audit_event',
    id: event.id,
    occurred_on: formatInstant(event.occurredOn),
    action: event.action,
    account: account === undefined ? null : { uuid: account.uuid, name: account.name },
    token: tokenUuid === undefined ? null : { uuid: tokenUuid },
    address: event.address ?? null,
    repository: repository === undefined ? null : { full_name: repository.name },
    subject: event.subject ?? null,
    commit: commitHash === undefined ? null : { hash: commitHash },
    details: event.details ?? {},
  };
}

/** The lines of an export, a text for each stretch of entries. */
export async function* presentAuditLines(
  stretches: AsyncIterable<readonly AuditEvent[]>,
): AsyncGenerator<string, void, void> {
  for await (const events of stretches) {
    if (events.length > 0) yield events.map((event) => `${JSON.stringify(presentAuditEvent(event))}\n`).join('');
  }
}
