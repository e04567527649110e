import { rememberByObject } from '../domain/remember-by-object.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { StatusEventStore } from '../store/status-event-store.ts';
import { type CommitsTable, toCommit } from './commit-rows.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import { type StatusEventsTable, toStatusEvent } from './status-event-rows.ts';
import { columnsOf } from './table-layout.ts';

interface AfterEvent {
  readonly repositoryId: number;
  readonly after: number;
  readonly limit: number;
}

type OfRepository = Pick<AfterEvent, 'repositoryId'>;

/** An event with its commit: both have an author. */
type StatusEventRow = StatusEventsTable &
  Pick<CommitsTable, 'hash'> & {
    readonly commit_message: string | null;
    readonly commit_author: string | null;
    readonly commit_date: string | null;
  };

const commitColumns = [
  'commits.hash',
  'commits.message as commit_message',
  'commits.author as commit_author',
  'commits.date as commit_date',
] as const;

type Reads = Omit<StatusEventStore, 'watchStatusEvents'>;

/** Prepares the questions about events. Whoever follows a repository asks them as often as something is new, and many do. */
export function prepareStatusEventReads({ db, send }: Reading): Reads {
  const listAfter = prepareQuery(
    send,
    (parameter: ParameterOf<AfterEvent>) =>
      db
        .selectFrom('status_events')
        .innerJoin('commits', (join) =>
          join
            .onRef('commits.repository_id', '=', 'status_events.repository_id')
            .onRef('commits.id', '=', 'status_events.commit_id'),
        )
        .select(columnsOf('status_events'))
        .select(commitColumns)
        .where('status_events.repository_id', '=', parameter('repositoryId'))
        .where('status_events.id', '>', parameter('after'))
        .orderBy('status_events.id')
        .limit(parameter('limit')),
    { isShared: true },
  );
  const findLast = prepareQuery(
    send,
    (parameter: ParameterOf<OfRepository>) =>
      db
        .selectFrom('status_events')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('repository_id', '=', parameter('repositoryId')),
    { isShared: true },
  );
  const findPruned = prepareQuery(
    send,
    (parameter: ParameterOf<OfRepository>) =>
      db
        .selectFrom('repository_policies')
        .select('pruned_through')
        .where('repository_id', '=', parameter('repositoryId')),
    { isShared: true },
  );
  const toStatusEventOnce = rememberByObject(toEventOfRow);
  return {
    async listStatusEvents(query) {
      return (await listAfter(query)).map(toStatusEventOnce);
    },

    async findLastStatusEventId({ repositoryId }) {
      const [row] = await findLast({ repositoryId });
      return row?.id ?? 0;
    },

    async findPrunedThrough({ repositoryId }) {
      const [row] = await findPruned({ repositoryId });
      return row?.pruned_through ?? 0;
    },
  };
}

function toEventOfRow(row: StatusEventRow): StatusEvent {
  const { hash, commit_message: message, commit_author: author, commit_date: date } = row;
  return toStatusEvent(row, toCommit({ hash, message, author, date, seen_on: null }));
}
