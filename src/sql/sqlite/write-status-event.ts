import type { DatabaseSync } from 'node:sqlite';
import type { BuildState } from '../../domain/build-state.ts';
import type { CommitStatusContent } from '../../domain/commit-status.ts';
import type { Judgement } from '../../domain/judge-report.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';

type Change = CommitStatusReplacement | CommitStatusUpdate;

export interface JudgedReport extends Judgement {
  /** `undefined` for a status that is new. */
  readonly oldState: BuildState | undefined;
}

/** What a status and its event have in common, in the order of their statements. */
export function said({ repositoryId, key, author, at }: Change, commitId: number, content: CommitStatusContent) {
  const { state, name, description, url, refname = null } = content;
  return [repositoryId, commitId, key, state, name, description, url, refname, author ?? null, at] as const;
}

/** Prepares the statement that remembers a report of a status; it runs inside the caller's transaction. */
export function prepareStatusEvents(database: DatabaseSync) {
  const insert = database.prepare(`
    insert into status_events (repository_id, id, commit_id, key, state, name, description, url, refname, author, occurred_on,
      kind, old_state, attempt, build_number)
    values (?1, (select coalesce(max(id), 0) + 1 from status_events where repository_id = ?1),
      ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)`);
  // Left to itself, SQLite reads the events backwards by their number.
  const selectAttempt = database.prepare(`
    select max(attempt) as attempt from status_events indexed by status_events_by_commit
    where repository_id = ? and commit_id = ? and key = ? and build_number = ?`);

  const selectLastAttempt = database.prepare(`
    select max(attempt) as attempt from status_events indexed by status_events_by_commit
    where repository_id = ? and commit_id = ? and key = ?`);

  return {
    /** Of a status that was removed; 0 where there never was one. */
    findLastAttempt({ repositoryId, key }: Change, commitId: number): number {
      return Number(selectLastAttempt.get(repositoryId, commitId, key)?.attempt ?? 0);
    },

    add({ buildNumber }: Change, values: ReturnType<typeof said>, { kind, attempt, oldState }: JudgedReport): void {
      const [repositoryId, commitId, key] = values;
      const number = buildNumber ?? null;
      // An older run is the one that was heard of under its number, if there was one.
      const known = kind === 'superseded' ? selectAttempt.get(repositoryId, commitId, key, number) : { attempt };
      insert.run(...values, kind, oldState ?? null, known?.attempt ?? 0, number);
    },
  };
}
