import type { DatabaseSync } from 'node:sqlite';
import type { AuditAction } from '../../domain/audit-event.ts';
import type { BuildState } from '../../domain/build-state.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';
import { hexToBytes, uuidToBytes } from '../binary.ts';
import type { JudgedReport } from './write-status-event.ts';

type Change = CommitStatusReplacement | CommitStatusUpdate;
type Judged = Pick<JudgedReport, 'kind' | 'oldState'>;

/** Prepares the statement that writes down who has reported a status; it runs inside the caller's transaction. */
export function prepareStatusAudit(database: DatabaseSync) {
  const insert = database.prepare(`
    insert into audit_events (repository_id, id, occurred_on, action, account_uuid, account_name, token_uuid, address,
      repository_name, subject, commit_hash, details)
    values (?1, (select coalesce(max(id), 0) + 1 from audit_events where repository_id = ?1),
      ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`);

  return {
    add(change: Change, state: BuildState, { kind, oldState }: Judged): void {
      const { repositoryId, at, key, commit, audit } = change;
      if (audit === undefined) return;
      const { account, tokenUuid, address, repositoryName } = audit;
      insert.run(
        repositoryId,
        at,
        actionOf(change, { kind, oldState }),
        account === undefined ? null : uuidToBytes(account.uuid),
        account?.name ?? null,
        tokenUuid === undefined ? null : uuidToBytes(tokenUuid),
        address ?? null,
        repositoryName,
        key,
        hexToBytes(commit.hash),
        JSON.stringify({ state, old_state: oldState }),
      );
    },
  };
}

function actionOf(change: Change, { kind, oldState }: Judged): AuditAction {
  if (kind === 'superseded') return 'status.superseded';
  if (oldState === undefined) return 'status.created';
  return change.kind === 'update' ? 'status.updated' : 'status.overwritten';
}
