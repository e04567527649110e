import type { DatabaseSync } from 'node:sqlite';
import type { BuildState } from '../../domain/build-state.ts';
import type { Commit } from '../../domain/commit.ts';
import type { CommitStatus, CommitStatusContent } from '../../domain/commit-status.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';
import { bytesToUuid, uuidToBytes } from '../binary.ts';
import { type CommitStatusRow, commitStatusColumns, toCommitStatus } from '../commit-status-rows.ts';
import { repositoryIsGone } from '../lock-repository.ts';
import { mergeCommitStatus } from '../merge-commit-status.ts';
import type { OwnedStatus, WriteResults } from '../write-command.ts';
import { prepareCommitWrites } from './write-commit.ts';
import { prepareStatusAudit } from './write-status-audit.ts';

interface WrittenRow extends Pick<CommitStatusRow, 'uuid' | 'created_on'> {
  /** Of its last event; null when it is new. */
  readonly old_state: BuildState | null;
}

/** Prepares the statements of the write path once; the functions run inside the caller's transaction. */
export function prepareCommitStatusWrites(database: DatabaseSync) {
  const selectRepository = database.prepare('select 1 from repositories where id = ? and removed_on is null');
  const commits = prepareCommitWrites(database);
  const audit = prepareStatusAudit(database);

  // Left to itself, SQLite reads the events backwards by their number until it comes to one of the status.
  const upsertStatus = database.prepare(`
    insert into commit_statuses
      (repository_id, commit_id, key, uuid, state, name, description, url, refname, author, created_on, updated_on, owner_id)
    values (?1, ?2, ?3, ?11, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?12)
    on conflict (repository_id, commit_id, key) do update set
      state = excluded.state, name = excluded.name, description = excluded.description, url = excluded.url,
      refname = excluded.refname, author = excluded.author, updated_on = excluded.updated_on,
      owner_id = coalesce(owner_id, excluded.owner_id)
    where ?13 or owner_id is null or owner_id = excluded.owner_id
    returning uuid, created_on, (select state from status_events indexed by status_events_by_commit
      where repository_id = ?1 and commit_id = ?2 and key = ?3 order by id desc limit 1) as old_state`);

  const selectOwner = database.prepare(`
    select accounts.name from commit_statuses join accounts on accounts.id = commit_statuses.owner_id
    where commit_statuses.repository_id = ? and commit_statuses.commit_id = ? and commit_statuses.key = ?`);

  const selectStatus = database.prepare(`
    select ${commitStatusColumns.join(', ')} from commit_statuses
    where repository_id = :repositoryId and commit_id = :commitId and key = :key`);

  const insertEvent = database.prepare(`
    insert into status_events
      (repository_id, id, commit_id, key, state, name, description, url, refname, author, occurred_on)
    values (?1, (select coalesce(max(id), 0) + 1 from status_events where repository_id = ?1),
      ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`);

  function put(
    change: CommitStatusReplacement | CommitStatusUpdate,
    commitId: number,
    uuid: string,
    content: CommitStatusContent,
  ): CommitStatus | OwnedStatus {
    const { repositoryId, key, at, accountId = null, overwritesOthers = false } = change;
    const { state, name, description, url, refname = null } = content;
    // By their numbers, since SQLite looks for names one by one.
    const said = [
      repositoryId,
      commitId,
      key,
      state,
      name,
      description,
      url,
      refname,
      change.author ?? null,
      at,
    ] as const;
    const written = upsertStatus.get(...said, uuidToBytes(uuid), accountId, Number(overwritesOthers));
    if (written === undefined) return { ownedBy: String(selectOwner.get(repositoryId, commitId, key)?.name) };
    insertEvent.run(...said);
    // The columns are those that the statement gives.
    const row = written as unknown as WrittenRow;
    audit.add(change, content.state, row.old_state);
    return {
      ...content,
      uuid: bytesToUuid(row.uuid),
      commitHash: change.commit.hash,
      key,
      author: change.author,
      createdOn: row.created_on,
      updatedOn: at,
    };
  }

  function find(repositoryId: number, commit: Commit, commitId: number, key: string): CommitStatus | undefined {
    const row = selectStatus.get({ repositoryId, commitId, key });
    // The columns are those of the row type, in a table that the migrations made.
    return row && toCommitStatus(row as unknown as CommitStatusRow, commit.hash);
  }

  function checkRepository(repositoryId: number): void {
    if (selectRepository.get(repositoryId) === undefined) throw repositoryIsGone();
  }

  return {
    replace(change: CommitStatusReplacement): WriteResults['replace'] {
      checkRepository(change.repositoryId);
      const commitId = commits.putCommit(change.repositoryId, change.commit, change.at);
      const status = put(change, commitId, change.uuid, change.content);
      return 'ownedBy' in status ? status : { status, created: status.uuid === change.uuid };
    },

    update(change: CommitStatusUpdate): WriteResults['update'] {
      checkRepository(change.repositoryId);
      const commitId = commits.findCommitId(change.repositoryId, change.commit.hash);
      if (commitId === undefined) return undefined;
      const current = find(change.repositoryId, change.commit, commitId, change.key);
      return current && put(change, commitId, current.uuid, mergeCommitStatus(current, change));
    },
  };
}
