import type { Kysely } from 'kysely';
import type { StatusEventKind } from '../domain/status-event.ts';
import type { StatusDecision, StatusVoiding } from '../store/commit-status-store.ts';
import { appendStatusEvents } from './append-status-event.ts';
import { hexToBytes } from './binary.ts';
import { type CommitStatusRow, commitStatusColumns, toCommitStatus } from './commit-status-rows.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import type { Tables } from './tables.ts';
import type { WriteResults } from './write-command.ts';

type StoredStatus = CommitStatusRow & { readonly commit_id: number };
type VoidColumns = Pick<CommitStatusRow, 'void_reason' | 'voided_by' | 'voided_on'>;

/** Writes what administrators decide about statuses, inside the caller's transaction. */
export function createStatusDecisionWrites(db: Kysely<Tables>, dialect: Dialect) {
  async function find({ repositoryId, commit, key }: StatusDecision): Promise<StoredStatus | undefined> {
    await lockRepository(db, dialect, repositoryId);
    return db
      .selectFrom('commits')
      .innerJoin('commit_statuses', (join) =>
        join
          .onRef('commit_statuses.repository_id', '=', 'commits.repository_id')
          .onRef('commit_statuses.commit_id', '=', 'commits.id'),
      )
      .select(commitStatusColumns)
      .select('commit_statuses.commit_id')
      .where('commits.repository_id', '=', repositoryId)
      .where('commits.hash', '=', hexToBytes(commit))
      .where('commit_statuses.key', '=', key)
      .executeTakeFirst();
  }

  async function setVoid(decision: StatusDecision, stored: StoredStatus, columns: VoidColumns) {
    await db
      .updateTable('commit_statuses')
      .set(columns)
      .where('repository_id', '=', decision.repositoryId)
      .where('commit_id', '=', stored.commit_id)
      .where('key', '=', stored.key)
      .execute();
    await remember(columns.void_reason === null ? 'restored' : 'voided', decision, stored);
    return { status: toCommitStatus({ ...stored, ...columns }, decision.commit), isChanged: true };
  }

  function remember(kind: StatusEventKind, decision: StatusDecision, stored: StoredStatus): Promise<void> {
    const { commit_id, key, state, name, description, url, refname, attempt, build_number } = stored;
    const { reason = null, author = null, at: occurred_on } = decision;
    const said = { commit_id, key, state, name, description, url, refname, attempt, build_number };
    const event = { ...said, kind, old_state: state, reason, author, occurred_on };
    return appendStatusEvents(db, decision.repositoryId, [event]);
  }

  return {
    async void(voiding: StatusVoiding): Promise<WriteResults['void_status']> {
      const stored = await find(voiding);
      if (stored === undefined) return undefined;
      const { reason, author = null, at } = voiding;
      if (stored.void_reason === reason) return unchanged(stored, voiding);
      return setVoid(voiding, stored, { void_reason: reason, voided_by: author, voided_on: at });
    },

    async restore(decision: StatusDecision): Promise<WriteResults['restore_status']> {
      const stored = await find(decision);
      if (stored === undefined) return undefined;
      if (stored.void_reason === null) return unchanged(stored, decision);
      return setVoid(decision, stored, { void_reason: null, voided_by: null, voided_on: null });
    },

    async remove(decision: StatusDecision): Promise<WriteResults['remove_status']> {
      const stored = await find(decision);
      if (stored === undefined) return false;
      await db
        .deleteFrom('commit_statuses')
        .where('repository_id', '=', decision.repositoryId)
        .where('commit_id', '=', stored.commit_id)
        .where('key', '=', stored.key)
        .execute();
      await remember('removed', decision, stored);
      return true;
    },
  };
}

function unchanged(stored: StoredStatus, { commit }: StatusDecision) {
  return { status: toCommitStatus(stored, commit), isChanged: false };
}
