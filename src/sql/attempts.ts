import { type Kysely, sql } from 'kysely';
import type { Attempt } from '../domain/attempt.ts';
import type { BuildState } from '../domain/build-state.ts';
import type { StatusHistoryStore } from '../store/status-history-store.ts';
import { type OfCommit, selectCommitId, selectEvents, toOfCommit } from './events-of-commit.ts';
import type { Reading } from './prepared-query.ts';
import { readPage } from './read-page.ts';
import type { Tables } from './tables.ts';

interface AttemptRow {
  readonly key: string;
  readonly attempt: number;
  readonly build_number: number | null;
  readonly state: BuildState | null;
  readonly started_on: number | null;
  readonly finished_on: number | null;
  readonly refname: string | null;
  readonly author: string | null;
  readonly url: string;
  readonly current_attempt: number | null;
}

/** Lists the runs of the builds of a commit, from its events. */
export function createListAttempts({ db, dialect }: Reading): StatusHistoryStore['listAttempts'] {
  return async (query) => {
    const rows = selectAttempts(db, toOfCommit(query));
    const found = await readPage(rows, { fields: {}, order: [sql`attempts.first_id desc`], dialect }, query);
    return { values: found.values.map(toAttempt), size: found.size };
  };
}

/** The numbers of the events that tell of each attempt, and those events. */
function selectAttempts(db: Kysely<Tables>, of: OfCommit) {
  return db
    .with('events', () => selectEvents(db, of))
    .with('attempts', (known) =>
      known
        .selectFrom('events')
        .select(({ fn }) => ['key', 'attempt', fn.max('build_number').as('build_number'), fn.min('id').as('first_id')])
        .select([
          sql<number | null>`min(case when state = 'INPROGRESS' then id end)`.as('start_id'),
          sql<number | null>`min(case when state <> 'INPROGRESS' then id end)`.as('finish_id'),
          sql<number>`coalesce(max(case when kind <> 'timed_out' then id end), max(id))`.as('said_id'),
        ])
        .where('kind', 'in', ['reported', 'superseded', 'timed_out'])
        // A late report of a run of which nothing else is known.
        .where('attempt', '>', 0)
        .groupBy(['key', 'attempt']),
    )
    .with('statuses', () =>
      db
        .selectFrom('commit_statuses')
        .select(['key', 'attempt'])
        .where('repository_id', '=', of.repositoryId)
        .where('commit_id', '=', selectCommitId(db, of)),
    )
    .selectFrom('attempts')
    .innerJoin('events as said', 'said.id', 'attempts.said_id')
    .leftJoin('events as started', 'started.id', 'attempts.start_id')
    .leftJoin('events as finished', 'finished.id', 'attempts.finish_id')
    .leftJoin('statuses', 'statuses.key', 'attempts.key')
    .select(['attempts.key', 'attempts.attempt', 'attempts.build_number', 'finished.state'])
    .select(['started.occurred_on as started_on', 'finished.occurred_on as finished_on'])
    .select(['said.refname', 'said.author', 'said.url', 'statuses.attempt as current_attempt']);
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    key: row.key,
    attempt: row.attempt,
    buildNumber: row.build_number ?? undefined,
    state: row.state ?? 'INPROGRESS',
    startedOn: row.started_on ?? undefined,
    finishedOn: row.finished_on ?? undefined,
    refname: row.refname ?? undefined,
    author: row.author ?? undefined,
    url: row.url,
    isCurrent: row.attempt === row.current_attempt,
  };
}
