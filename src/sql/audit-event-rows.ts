import type { AuditAction, AuditDetails, AuditEvent, NewAuditEvent } from '../domain/audit-event.ts';
import { toCommitHash } from '../domain/commit-hash.ts';
import { bytesToHex, bytesToUuid, hexToBytes, uuidToBytes } from './binary.ts';

/** What was done. Its number grows within the repository, which is 0 for what concerns the whole server. */
export interface AuditEventsTable {
  readonly repository_id: number;
  readonly id: number;
  readonly occurred_on: number;
  readonly action: AuditAction;
  readonly account_uuid: Uint8Array | null;
  readonly account_name: string | null;
  readonly token_uuid: Uint8Array | null;
  readonly address: string | null;
  readonly repository_name: string | null;
  readonly subject: string | null;
  readonly commit_hash: Uint8Array | null;
  /** A JSON object. */
  readonly details: string | null;
}

export function toAuditEventRow(id: number, event: NewAuditEvent): AuditEventsTable {
  const { account, tokenUuid, repository, commitHash, details } = event;
  return {
    repository_id: repository?.id ?? 0,
    id,
    occurred_on: event.occurredOn,
    action: event.action,
    account_uuid: account === undefined ? null : uuidToBytes(account.uuid),
    account_name: account?.name ?? null,
    token_uuid: tokenUuid === undefined ? null : uuidToBytes(tokenUuid),
    address: event.address ?? null,
    repository_name: repository?.name ?? null,
    subject: event.subject ?? null,
    commit_hash: commitHash === undefined ? null : hexToBytes(commitHash),
    details: details === undefined ? null : JSON.stringify(details),
  };
}

export function toAuditEvent(row: AuditEventsTable): AuditEvent {
  const { account_uuid: accountUuid, account_name: name, repository_id: repositoryId, repository_name } = row;
  return {
    id: row.id,
    occurredOn: row.occurred_on,
    action: row.action,
    account: accountUuid === null || name === null ? undefined : { uuid: bytesToUuid(accountUuid), name },
    tokenUuid: row.token_uuid === null ? undefined : bytesToUuid(row.token_uuid),
    address: row.address ?? undefined,
    repository: repository_name === null ? undefined : { id: repositoryId, name: repository_name },
    subject: row.subject ?? undefined,
    commitHash: row.commit_hash === null ? undefined : toCommitHash(bytesToHex(row.commit_hash)),
    // Written by `toAuditEventRow`, or with a status.
    details: row.details === null ? undefined : (JSON.parse(row.details) as AuditDetails),
  };
}
