import type { Commit } from '../domain/commit.ts';
import { toCommitHash } from '../domain/commit-hash.ts';
import { bytesToHex } from './binary.ts';

export interface CommitsTable {
  readonly repository_id: number;
  readonly id: number;
  readonly hash: Uint8Array;
  readonly message: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly seen_on: number | null;
}

export const commitColumns = [
  'commits.hash',
  'commits.message',
  'commits.author',
  'commits.date',
  'commits.seen_on',
] as const;

export function toCommit({ hash, message, author, date, seen_on }: Omit<CommitsTable, 'repository_id' | 'id'>): Commit {
  const hasDetails = message !== null && author !== null && date !== null;
  return {
    hash: toCommitHash(bytesToHex(hash)),
    details: hasDetails ? { message, author, date } : undefined,
    seenOn: seen_on ?? undefined,
  };
}
