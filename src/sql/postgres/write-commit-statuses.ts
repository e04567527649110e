import { CompiledQuery, type Kysely } from 'kysely';
import type { CommitStatus } from '../../domain/commit-status.ts';
import { bytesToUuid, hexToBytes } from '../binary.ts';
import { selectCommitStatus } from '../commit-status-reader.ts';
import { type CommitStatusRow, toCommitStatus, toVoid } from '../commit-status-rows.ts';
import { lockRepository } from '../lock-repository.ts';
import { given } from '../prepared-query.ts';
import { prepareStatement } from '../prepared-statements.ts';
import type { Tables } from '../tables.ts';
import type { WriteResults } from '../write-command.ts';
import {
  type CommitStatusChange,
  type FoldedChange,
  type FoldedChanges,
  findUnknown,
  foldCommitStatuses,
  type StatusKey,
  splitChanges,
  statusId,
} from './fold-commit-statuses.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { formatStatusEntries } from './status-entry.ts';

/** What became of an entry, and what its status is from now on; what it says is what the entry says. */
interface JudgedRow
  extends Pick<CommitStatusRow, 'attempt' | 'build_number' | 'void_reason' | 'voided_by' | 'voided_on'> {
  readonly n: number;
  readonly kind: 'reported' | 'repeated';
  /** Null for a new status, which has those of its first entry. */
  readonly uuid: Uint8Array | null;
  readonly created_on: number | null;
}

/** The status stays as it is. */
interface SupersededRow extends Omit<CommitStatusRow, 'key'> {
  readonly n: number;
  readonly kind: 'superseded';
}

/** Another account owns the status. */
interface RefusedRow {
  readonly n: number;
  readonly kind: 'refused';
  readonly owner: string;
}

type AnsweredRow = JudgedRow | SupersededRow | RefusedRow;

type Result = WriteResults['replace' | 'update'];

const statement = 'select * from put_commit_statuses($1, $2, $3)';
prepareStatement(statement);

/**
 * Writes changes of one repository, in their order, in one transaction: one statement, unless updates have to look first at
 * what is there, or several accounts or runs of a build write the same status.
 */
export async function writeCommitStatuses(
  db: Kysely<Tables>,
  repositoryId: number,
  changes: readonly CommitStatusChange[],
): Promise<readonly Result[]> {
  const parts = splitChanges(changes);
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
  part: readonly CommitStatusChange[],
  stored: ReadonlyMap<string, CommitStatus>,
): Promise<readonly Result[]> {
  const folded = foldCommitStatuses(part, stored);
  const rows = await call(db, repositoryId, folded);
  return part.map((change, index) => {
    const entry = folded.folded[index];
    const row = entry && rows.get(entry.n);
    return entry && row && toResult(change, entry, row);
  });
}

function toResult(change: CommitStatusChange, entry: FoldedChange, row: AnsweredRow): Result {
  if (row.kind === 'refused') return { ownedBy: row.owner };
  const isSuperseded = row.kind === 'superseded';
  const { hash } = change.commit;
  const status = isSuperseded ? toCommitStatus({ ...row, key: change.key }, hash) : toStatus(change, entry, row);
  return { status, isSuperseded, ...(change.kind === 'replace' && { created: status.uuid === change.uuid }) };
}

function toStatus(change: CommitStatusChange, { content, origin }: FoldedChange, row: JudgedRow): CommitStatus {
  return {
    ...content,
    uuid: row.uuid === null ? origin.uuid : bytesToUuid(row.uuid),
    commitHash: change.commit.hash,
    key: change.key,
    author: change.author,
    createdOn: row.created_on ?? origin.createdOn,
    updatedOn: change.at,
    attempt: row.attempt,
    buildNumber: row.build_number ?? undefined,
    voided: toVoid(row),
  };
}

/** What became of the entries, by their numbers. */
async function call(
  db: Kysely<Tables>,
  repositoryId: number,
  { commits, entries }: FoldedChanges,
): Promise<ReadonlyMap<number, AnsweredRow>> {
  if (entries.length === 0) return new Map();
  const values = [repositoryId, JSON.stringify(commits), formatStatusEntries(entries)];
  // The columns are those that the function gives.
  const { rows } = await db.executeQuery(CompiledQuery.raw(statement, values) as CompiledQuery<AnsweredRow>);
  return new Map(rows.map((row) => [row.n, row]));
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
