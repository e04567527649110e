import type { CommitHash } from '../../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../../domain/commit-status.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../store/commit-status-store.ts';
import { bytesToHex, uuidToBytes } from '../binary.ts';
import { mergeCommitStatus } from '../merge-commit-status.ts';

export type CommitStatusChange = CommitStatusReplacement | CommitStatusUpdate;

/** Which status of a repository is meant. */
export interface StatusKey {
  readonly commit: CommitHash;
  readonly key: string;
}

/** What `put_commit_statuses` takes of a commit. */
interface CommitEntry {
  readonly n: number;
  readonly hash: CommitHash;
  readonly message: string | undefined;
  readonly author: string | undefined;
  readonly date: string | undefined;
  readonly seen_on: number;
}

/** What it takes of a change, numbered from 0; `uuid` and `created_on` stand in the last one of each status alone. */
interface StatusEntry {
  readonly n: number;
  /** The number of its commit in the batch. */
  readonly commit: number;
  readonly key: string;
  readonly state: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly refname: string | undefined;
  readonly author: string | undefined;
  readonly at: number;
  readonly account: number | undefined;
  readonly overwrites: boolean;
  readonly is_update: boolean;
  /** Who is to be written into the audit; no more when nothing is. */
  readonly repository_name?: string | undefined;
  readonly account_uuid?: string | undefined;
  readonly account_name?: string | undefined;
  readonly token_uuid?: string | undefined;
  readonly address?: string | undefined;
  uuid?: string | undefined;
  created_on?: number | undefined;
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
    const commit = putCommit(commits, change);
    const n = entries.length;
    const entry = { ...toEntry(change, content), n, commit, ...originOf(change, last.get(id), stored.get(id)) };
    const earlier = last.get(id);
    if (earlier !== undefined) {
      earlier.uuid = undefined;
      earlier.created_on = undefined;
    }
    last.set(id, entry);
    entries.push(entry);
    return content;
  });
  return { commits: [...commits.values()], entries, contents };
}

function contentAfter(
  change: CommitStatusChange,
  current: CommitStatusContent | undefined,
): CommitStatusContent | undefined {
  if (change.kind === 'replace') return change.content;
  return current && mergeCommitStatus(current, change);
}

/** With what a status begins, should it be new. */
function originOf(
  change: CommitStatusChange,
  earlier: StatusEntry | undefined,
  stored: CommitStatus | undefined,
): Pick<StatusEntry, 'uuid' | 'created_on'> {
  if (earlier !== undefined) return { uuid: earlier.uuid, created_on: earlier.created_on };
  const uuid = change.kind === 'replace' ? change.uuid : stored?.uuid;
  return { uuid: uuid && toHex(uuid), created_on: change.at };
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
  const n = known?.n ?? commits.size;
  commits.set(hash, { n, hash, message, author, date, seen_on: known?.seen_on ?? at });
  return n;
}

function toEntry(change: CommitStatusChange, content: CommitStatusContent) {
  const { key, author, at, accountId: account, overwritesOthers: overwrites = false } = change;
  const { state, name, description, url, refname } = content;
  const is_update = change.kind === 'update';
  return {
    key,
    state,
    name,
    description,
    url,
    refname,
    author,
    at,
    account,
    overwrites,
    is_update,
    ...toAudit(change),
  };
}

function toAudit({ audit }: CommitStatusChange) {
  if (audit === undefined) return {};
  const { account, tokenUuid, address, repositoryName } = audit;
  return {
    repository_name: repositoryName,
    account_uuid: account && toHex(account.uuid),
    account_name: account?.name,
    token_uuid: tokenUuid && toHex(tokenUuid),
    address,
  };
}

function toHex(uuid: string): string {
  return bytesToHex(uuidToBytes(uuid));
}
