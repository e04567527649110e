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
}

export function toCommit({ hash, message, author, date }: Omit<CommitsTable, 'repository_id' | 'id'>): Commit {
  const hasDetails = message !== null && author !== null && date !== null;
  return { hash: toCommitHash(bytesToHex(hash)), details: hasDetails ? { message, author, date } : undefined };
}
