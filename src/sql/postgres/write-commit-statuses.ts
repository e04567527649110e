import { CompiledQuery, type Kysely } from 'kysely';
import { toCommitHash } from '../../domain/commit-hash.ts';
import type { CommitStatus, CommitStatusContent } from '../../domain/commit-status.ts';
import { bytesToHex, bytesToUuid, hexToBytes } from '../binary.ts';
import { selectCommitStatus } from '../commit-status-reader.ts';
import { toCommitStatus } from '../commit-status-rows.ts';
import { lockRepository } from '../lock-repository.ts';
import { given } from '../prepared-query.ts';
import { prepareStatement } from '../prepared-statements.ts';
import type { Tables } from '../tables.ts';
import type { WriteResults } from '../write-command.ts';
import {
  type CommitStatusChange,
  type FoldedChanges,
  findUnknown,
  foldCommitStatuses,
  keyOf,
  type StatusKey,
  splitByWriters,
  statusId,
} from './fold-commit-statuses.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { formatStatusEntries } from './status-entry.ts';

interface WrittenRow {
  readonly hash: Uint8Array;
  readonly key: string;
  readonly uuid: Uint8Array;
  readonly created_on: number;
  readonly owner: null;
}

/** Another account owns the status. */
interface RefusedRow extends Pick<WrittenRow, 'hash' | 'key'> {
  readonly owner: string;
}

type AnsweredRow = WrittenRow | RefusedRow;

type Result = WriteResults['replace' | 'update'];

const statement = 'select * from put_commit_statuses($1, $2, $3)';
prepareStatement(statement);

/**
 * Writes changes of one repository, in their order, in one transaction: one statement, unless updates have to look first at
 * what is there, or several accounts write the same status.
 */
export async function writeCommitStatuses(
  db: Kysely<Tables>,
  repositoryId: number,
  changes: readonly CommitStatusChange[],
): Promise<readonly Result[]> {
  const parts = splitByWriters(changes);
  if (parts.length === 1 && findUnknown(changes).length === 0) return put(db, repositoryId, changes, new Map());
  return db.transaction().execute(async (transaction) => {
    await lockRepository(transaction, postgresDialect, repositoryId);
    const results: Result[] = [];
    for (const part of parts) {
      const stored = await readStored(transaction, repositoryId, findUnknown(part));
      results.push(...(await put(transaction, repositoryId, part, stored)));
    }
    return results;
  });
}

async function put(
  db: Kysely<Tables>,
  repositoryId: number,
  changes: readonly CommitStatusChange[],
  stored: ReadonlyMap<string, CommitStatus>,
): Promise<readonly Result[]> {
  const folded = foldCommitStatuses(changes, stored);
  const rows = await call(db, repositoryId, folded);
  return changes.map((change, index) => {
    const content = folded.contents[index];
    const row = rows.get(statusId(keyOf(change)));
    return content && row && toResult(change, content, row);
  });
}

function toResult(change: CommitStatusChange, content: CommitStatusContent, row: AnsweredRow): Result {
  if (row.owner !== null) return { ownedBy: row.owner };
  const status: CommitStatus = {
    ...content,
    uuid: bytesToUuid(row.uuid),
    commitHash: change.commit.hash,
    key: change.key,
    author: change.author,
    createdOn: row.created_on,
    updatedOn: change.at,
  };
  return change.kind === 'replace' ? { status, created: status.uuid === change.uuid } : status;
}

/** The rows as they are afterwards, by what tells statuses apart. */
async function call(
  db: Kysely<Tables>,
  repositoryId: number,
  { commits, entries }: FoldedChanges,
): Promise<ReadonlyMap<string, AnsweredRow>> {
  if (entries.length === 0) return new Map();
  const values = [repositoryId, JSON.stringify(commits), formatStatusEntries(entries)];
  // The columns are those that the function gives.
  const { rows } = await db.executeQuery(CompiledQuery.raw(statement, values) as CompiledQuery<AnsweredRow>);
  return new Map(rows.map((row) => [statusId({ commit: toCommitHash(bytesToHex(row.hash)), key: row.key }), row]));
}

/** Those of the statuses that are there; they stay as they are until the transaction ends. */
async function readStored(
  db: Kysely<Tables>,
  repositoryId: number,
  wanted: readonly StatusKey[],
): Promise<ReadonlyMap<string, CommitStatus>> {
  const stored = new Map<string, CommitStatus>();
  for (const status of wanted) {
    const row = await selectCommitStatus(db, given({ repositoryId, hash: hexToBytes(status.commit), key: status.key }))
      .forUpdate('commit_statuses')
      .executeTakeFirst();
    if (row !== undefined) stored.set(statusId(status), toCommitStatus(row, status.commit));
  }
  return stored;
}
