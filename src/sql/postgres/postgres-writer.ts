import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { ServiceError } from '../../domain/error.ts';
import { executeCommand } from '../execute-command.ts';
import type { Tables } from '../tables.ts';
import type { BatchWriter, WriteCommand, WriteOutcome, WriteResults } from '../write-command.ts';
import { isConflictOfWriters } from './driver-error.ts';
import type { CommitStatusChange } from './fold-commit-statuses.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { writeCommitStatuses } from './write-commit-statuses.ts';

type Result = WriteResults[keyof WriteResults];

/** How often a transaction is done again that others made fail. */
const maxAttempts = 5;

/** Twice as long each time, and not the same for all, so that those who met do not meet again. */
const firstPauseMs = 10;

/**
 * Writes through the pool: each repository in a lane of its own, so that every statement is about one repository and
 * can be served by one node of a distributed engine. Neighbouring changes of statuses make one statement.
 */
export function createPostgresWriter(db: Kysely<Tables>): BatchWriter {
  return {
    laneOf: (command) => ('repositoryId' in command ? command.repositoryId : undefined),
    async write(commands) {
      const outcomes: WriteOutcome[] = [];
      for (const run of toRuns(commands)) outcomes.push(...(await writeRun(db, run)));
      return outcomes;
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** A transaction each: neighbouring changes of statuses together, everything else alone. */
function toRuns(commands: readonly WriteCommand[]): readonly WriteCommand[][] {
  const runs: WriteCommand[][] = [];
  for (const command of commands) {
    const last = runs.at(-1);
    if (isStatusChange(command) && last?.every(isStatusChange)) last.push(command);
    else runs.push([command]);
  }
  return runs;
}

function isStatusChange(command: WriteCommand): command is CommitStatusChange {
  return command.kind === 'replace' || command.kind === 'update';
}

/** What fails because of one of the commands is done again one by one, so that the bad one fails alone. */
async function writeRun(db: Kysely<Tables>, run: readonly WriteCommand[]): Promise<readonly WriteOutcome[]> {
  try {
    const values = await withRetries(() => executeRun(db, run));
    return values.map((value) => ({ ok: true, value }));
  } catch (error) {
    if (run.length === 1 || error instanceof ServiceError) return run.map(() => ({ ok: false, error }));
    const outcomes: WriteOutcome[] = [];
    for (const command of run) outcomes.push(...(await writeRun(db, [command])));
    return outcomes;
  }
}

async function executeRun(db: Kysely<Tables>, run: readonly WriteCommand[]): Promise<readonly Result[]> {
  const [command] = run;
  if (command === undefined) return [];
  if (isStatusChange(command)) return writeCommitStatuses(db, command.repositoryId, run.filter(isStatusChange));
  if (command.kind === 'check_reachable') return [await checkWritable(db)];
  return [await db.transaction().execute((transaction) => executeCommand(transaction, postgresDialect, command))];
}

async function checkWritable(db: Kysely<Tables>): Promise<undefined> {
  const { rows } = await sql<{ readonly is_read_only: string }>`
    select current_setting('transaction_read_only') as is_read_only`.execute(db);
  if (rows[0]?.is_read_only !== 'off') throw new ServiceError('unavailable', 'The database is read-only.');
}

async function withRetries<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const cause = error instanceof ServiceError ? error.cause : error;
      if (attempt === maxAttempts || !isConflictOfWriters(cause)) throw error;
      await setTimeout(firstPauseMs * 2 ** attempt * Math.random());
    }
  }
}
