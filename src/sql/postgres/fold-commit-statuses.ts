import type { CommitHash } from '../../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../../domain/commit-status.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';
import { mergeCommitStatus } from '../merge-commit-status.ts';
import { type StatusEntry, type StatusOrigin, toStatusEntry } from './status-entry.ts';

export type CommitStatusChange = CommitStatusReplacement | CommitStatusUpdate;

/** Which status of a repository is meant. */
export interface StatusKey {
  readonly commit: CommitHash;
  readonly key: string;
}

/** What `put_commit_statuses` takes of a commit, numbered from 1. */
interface CommitEntry {
  readonly n: number;
  readonly hash: CommitHash;
  readonly message: string | undefined;
  readonly author: string | undefined;
  readonly date: string | undefined;
  readonly seen_on: number;
}

export interface FoldedChanges {
  readonly commits: readonly CommitEntry[];
  readonly entries: readonly StatusEntry[];
  /** What each change made of its status; `undefined` for an update of none. */
  readonly contents: readonly (CommitStatusContent | undefined)[];
}

/** Tells the statuses of a repository apart. A hash has no space. */
export function statusId({ commit, key }: StatusKey): string {
  return `${commit} ${key}`;
}

export function keyOf({ commit, key }: CommitStatusChange): StatusKey {
  return { commit: commit.hash, key };
}

/**
 * Cuts the changes so that in each part every status has one writer, about whom the database can decide without looking at
 * the changes before. Nearly always that is one part.
 */
export function splitByWriters(changes: readonly CommitStatusChange[]): readonly CommitStatusChange[][] {
  const parts: CommitStatusChange[][] = [];
  let part: CommitStatusChange[] = [];
  let writers = new Map<string, string>();
  for (const change of changes) {
    const id = statusId(keyOf(change));
    const writer = `${change.accountId} ${change.overwritesOthers}`;
    if (part.length === 0 || (writers.get(id) ?? writer) !== writer) {
      part = [];
      parts.push(part);
      writers = new Map();
    }
    part.push(change);
    writers.set(id, writer);
  }
  return parts;
}

/** The statuses that have to be known before the changes can be folded: those that an update comes upon first. */
export function findUnknown(changes: readonly CommitStatusChange[]): readonly StatusKey[] {
  const first = new Map<string, CommitStatusChange>();
  for (const change of changes) {
    const id = statusId(keyOf(change));
    if (!first.has(id)) first.set(id, change);
  }
  return [...first.values()].filter(({ kind }) => kind === 'update').map(keyOf);
}

/**
 * Plays the changes of one repository through, in their order, so that one statement can write them: every change is an
 * entry, and of each status the last one tells what its row is to hold. No statement may touch a row twice.
 */
export function foldCommitStatuses(
  changes: readonly CommitStatusChange[],
  stored: ReadonlyMap<string, CommitStatus>,
): FoldedChanges {
  const commits = new Map<CommitHash, CommitEntry>();
  const last = new Map<string, StatusEntry>();
  const latest = new Map<string, CommitStatusContent>(stored);
  const entries: StatusEntry[] = [];
  const contents = changes.map((change) => {
    const id = statusId(keyOf(change));
    const content = contentAfter(change, latest.get(id));
    if (content === undefined) return undefined;
    latest.set(id, content);
    const [n, commit] = [entries.length + 1, putCommit(commits, change)];
    const entry = toStatusEntry(change, { n, commit, content, origin: originOf(change, stored.get(id)) });
    const earlier = last.get(id);
    if (earlier !== undefined) takeOrigin(entry, earlier);
    last.set(id, entry);
    entries.push(entry);
    return content;
  });
  return { commits: [...commits.values()], entries, contents };
}

/** Only the last entry of a status tells with what it begins. */
function takeOrigin(entry: StatusEntry, earlier: StatusEntry): void {
  entry.uuid = earlier.uuid;
  entry.created_on = earlier.created_on;
  earlier.uuid = undefined;
  earlier.created_on = undefined;
}

function contentAfter(
  change: CommitStatusChange,
  current: CommitStatusContent | undefined,
): CommitStatusContent | undefined {
  if (change.kind === 'replace') return change.content;
  return current && mergeCommitStatus(current, change);
}

/** With what a status begins, should it be new: as the first of its changes says. */
function originOf(change: CommitStatusChange, stored: CommitStatus | undefined): StatusOrigin {
  const uuid = change.kind === 'replace' ? change.uuid : stored?.uuid;
  return { uuid, createdOn: change.at, accountId: change.accountId };
}

/**
 * A commit counts as heard of with the first change that names it; what is known of it may come with a later one. Gives its
 * number in the batch.
 */
function putCommit(
  commits: Map<CommitHash, CommitEntry>,
  { commit: { hash, details }, at }: CommitStatusChange,
): number {
  const known = commits.get(hash);
  if (known !== undefined && (known.message !== undefined || details === undefined)) return known.n;
  const { message, author, date } = details ?? {};
  const n = known?.n ?? commits.size + 1;
  commits.set(hash, { n, hash, message, author, date, seen_on: known?.seen_on ?? at });
  return n;
}
