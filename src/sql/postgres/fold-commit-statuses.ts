import type { CommitHash } from '../../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../../domain/commit-status.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';
import { mergeCommitStatus } from '../merge-commit-status.ts';
import { beginWith, type StatusEntry, type StatusOrigin, toStatusEntry } from './status-entry.ts';

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

export interface FoldedChange {
  /** Of its entry. */
  readonly n: number;
  readonly content: CommitStatusContent;
  readonly origin: StatusOrigin;
}

interface FoldedStatus {
  readonly origin: StatusOrigin;
  /** Of its entries. */
  readonly last: StatusEntry;
}

export interface FoldedChanges {
  readonly commits: readonly CommitEntry[];
  readonly entries: readonly StatusEntry[];
  /** Which entry each change is, and what it says; `undefined` for an update of nothing. */
  readonly folded: readonly (FoldedChange | undefined)[];
}

/** Tells the statuses of a repository apart. A hash has no space. */
export function statusId({ commit, key }: StatusKey): string {
  return `${commit} ${key}`;
}

export function keyOf({ commit, key }: CommitStatusChange): StatusKey {
  return { commit: commit.hash, key };
}

/**
 * Cuts the changes so that in each part every status has one writer and is of one run of its build: the database decides about
 * all changes of a status at once. An update begins a part where its status has been changed in this one: what it updates has to be
 * read first. Nearly always there is one part.
 */
export function splitChanges(changes: readonly CommitStatusChange[]): readonly CommitStatusChange[][] {
  const parts: CommitStatusChange[][] = [];
  let part: CommitStatusChange[] = [];
  let sorts = new Map<string, string>();
  for (const change of changes) {
    const id = statusId(keyOf(change));
    const sort = `${change.accountId} ${change.overwritesOthers} ${change.buildNumber}`;
    const earlier = sorts.get(id);
    if (part.length === 0 || (earlier !== undefined && (earlier !== sort || change.kind === 'update'))) {
      part = [];
      parts.push(part);
      sorts = new Map();
    }
    part.push(change);
    sorts.set(id, sort);
  }
  return parts;
}

/** The statuses of a part that have to be known before it can be folded: those that are updated. */
export function findUnknown(part: readonly CommitStatusChange[]): readonly StatusKey[] {
  return part.filter(({ kind }) => kind === 'update').map(keyOf);
}

/**
 * Makes one statement of a part of the changes: every change is an entry, and of each status the last one tells what its row is
 * to hold. No statement may touch a row twice. `stored` are the statuses that are updated.
 */
export function foldCommitStatuses(
  part: readonly CommitStatusChange[],
  stored: ReadonlyMap<string, CommitStatus>,
): FoldedChanges {
  const commits = new Map<CommitHash, CommitEntry>();
  const statuses = new Map<string, FoldedStatus>();
  const entries: StatusEntry[] = [];
  const folded = part.map((change) => {
    const id = statusId(keyOf(change));
    const known = stored.get(id);
    const content = contentAfter(change, known);
    if (content === undefined) return undefined;
    const [n, commit] = [entries.length + 1, putCommit(commits, change)];
    const entry = toStatusEntry(change, { n, commit, content });
    const origin = statuses.get(id)?.origin ?? originOf(change, known);
    statuses.set(id, { origin, last: entry });
    entries.push(entry);
    return { n, content, origin };
  });
  for (const { origin, last } of statuses.values()) beginWith(last, origin);
  return { commits: [...commits.values()], entries, folded };
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
  return { uuid: change.kind === 'replace' ? change.uuid : (stored?.uuid ?? ''), createdOn: change.at };
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
