import type { DatabaseSync } from 'node:sqlite';
import type { CommitStatus, CommitStatusContent } from '../../domain/commit-status.ts';
import { judgeReport } from '../../domain/judge-report.ts';
import type {
  CommitStatusReplacement,
  CommitStatusUpdate,
  WrittenCommitStatus,
} from '../../store/commit-status-store.ts';
import { uuidToBytes } from '../binary.ts';
import {
  type CommitStatusesTable,
  type CommitStatusRow,
  commitStatusColumns,
  toCommitStatus,
} from '../commit-status-rows.ts';
import { repositoryIsGone } from '../lock-repository.ts';
import { mergeCommitStatus } from '../merge-commit-status.ts';
import type { OwnedStatus, WriteResults } from '../write-command.ts';
import { prepareCommitWrites } from './write-commit.ts';
import { prepareStatusAudit } from './write-status-audit.ts';
import { type JudgedReport, prepareStatusEvents, said } from './write-status-event.ts';

type Change = CommitStatusReplacement | CommitStatusUpdate;

/** What is there under the key. */
interface Stored {
  readonly status: CommitStatus;
  readonly ownerId: number | null;
}

/** Prepares the statements of the write path once; the functions run inside the caller's transaction. */
export function prepareCommitStatusWrites(database: DatabaseSync) {
  const selectRepository = database.prepare('select 1 from repositories where id = ? and removed_on is null');
  const commits = prepareCommitWrites(database);
  const events = prepareStatusEvents(database);
  const audit = prepareStatusAudit(database);
  const ofKey = 'repository_id = ?1 and commit_id = ?2 and key = ?3';

  const selectStatus = database.prepare(
    `select ${commitStatusColumns.join(', ')}, owner_id from commit_statuses where ${ofKey}`,
  );
  // By their numbers, since SQLite looks for names one by one.
  const insertStatus = database.prepare(`
    insert into commit_statuses (repository_id, commit_id, key, state, name, description, url, refname, author, created_on,
      updated_on, owner_id, attempt, build_number, uuid)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?12, ?13, ?14)`);
  const updateStatus = database.prepare(`
    update commit_statuses set state = ?4, name = ?5, description = ?6, url = ?7, refname = ?8, author = ?9, updated_on = ?10,
      owner_id = coalesce(owner_id, ?11), attempt = ?12, build_number = ?13,
      void_reason = null, voided_by = null, voided_on = null
    where ${ofKey}`);
  const touchStatus = database.prepare(
    `update commit_statuses set updated_on = ?4, owner_id = coalesce(owner_id, ?5) where ${ofKey}`,
  );
  const selectOwner = database.prepare('select name from accounts where id = ?');

  function find(change: Change, commitId: number): Stored | undefined {
    const found = selectStatus.get(change.repositoryId, commitId, change.key);
    // The columns are those of the row type, in a table that the migrations made.
    const row = found as unknown as (CommitStatusRow & Pick<CommitStatusesTable, 'owner_id'>) | undefined;
    return row && { status: toCommitStatus(row, change.commit.hash), ownerId: row.owner_id };
  }

  function create(change: CommitStatusReplacement, commitId: number): CommitStatus {
    const { content, uuid, key, author, accountId = null, buildNumber, at } = change;
    const attempt = events.findLastAttempt(change, commitId) + 1;
    insertStatus.run(...said(change, commitId, content), accountId, attempt, buildNumber ?? null, uuidToBytes(uuid));
    remember(change, commitId, content, { kind: 'reported', attempt, buildNumber, oldState: undefined });
    const commitHash = change.commit.hash;
    return { ...content, uuid, commitHash, key, author, createdOn: at, updatedOn: at, attempt, buildNumber };
  }

  function overwrite(
    change: Change,
    commitId: number,
    content: CommitStatusContent,
    { status, ownerId }: Stored,
  ): WrittenCommitStatus | OwnedStatus {
    if (isOfAnother(change, ownerId)) return { ownedBy: String(selectOwner.get(ownerId)?.name) };
    const { repositoryId, key, author, accountId = null, at } = change;
    const judgement = judgeReport({ ...content, author, buildNumber: change.buildNumber }, status);
    if (judgement.kind === 'repeated') {
      touchStatus.run(repositoryId, commitId, key, at, accountId);
      return { status: { ...status, updatedOn: at }, isSuperseded: false };
    }
    remember(change, commitId, content, { ...judgement, oldState: status.state });
    if (judgement.kind === 'superseded') return { status, isSuperseded: true };
    const { attempt, buildNumber } = judgement;
    updateStatus.run(...said(change, commitId, content), accountId, attempt, buildNumber ?? null);
    const { uuid, commitHash, createdOn } = status;
    const written = { ...content, uuid, commitHash, key, author, createdOn, updatedOn: at, attempt, buildNumber };
    return { status: written, isSuperseded: false };
  }

  function remember(change: Change, commitId: number, content: CommitStatusContent, judged: JudgedReport): void {
    events.add(change, said(change, commitId, content), judged);
    audit.add(change, content.state, judged);
  }

  function checkRepository(repositoryId: number): void {
    if (selectRepository.get(repositoryId) === undefined) throw repositoryIsGone();
  }

  return {
    replace(change: CommitStatusReplacement): WriteResults['replace'] {
      checkRepository(change.repositoryId);
      const commitId = commits.putCommit(change.repositoryId, change.commit, change.at);
      const stored = find(change, commitId);
      if (stored === undefined) return { status: create(change, commitId), isSuperseded: false, created: true };
      const written = overwrite(change, commitId, change.content, stored);
      return 'ownedBy' in written ? written : { ...written, created: false };
    },

    update(change: CommitStatusUpdate): WriteResults['update'] {
      checkRepository(change.repositoryId);
      const commitId = commits.findCommitId(change.repositoryId, change.commit.hash);
      if (commitId === undefined) return undefined;
      const stored = find(change, commitId);
      return stored && overwrite(change, commitId, mergeCommitStatus(stored.status, change), stored);
    },
  };
}

function isOfAnother({ accountId, overwritesOthers }: Change, ownerId: number | null): boolean {
  return ownerId !== null && ownerId !== accountId && !overwritesOthers;
}
