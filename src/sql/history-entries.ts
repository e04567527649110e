import { type Kysely, sql } from 'kysely';
import type { BuildState } from '../domain/build-state.ts';
import type { Commit } from '../domain/commit.ts';
import type { StatusEventKind } from '../domain/status-event.ts';
import type { StatusEventField } from '../query/status-event-fields.ts';
import type { HistoryEntry, StatusHistoryStore } from '../store/status-history-store.ts';
import { toContent } from './commit-status-rows.ts';
import { type OfCommit, selectEvents, toOfCommit } from './events-of-commit.ts';
import type { Reading } from './prepared-query.ts';
import { readPage } from './read-page.ts';
import type { SqlField, SqlFields } from './sql-fields.ts';
import { type StatusEventsTable, toStatusEvent } from './status-event-rows.ts';
import type { Tables } from './tables.ts';

/** The event before it, as far as it is compared; null where there is none. */
interface BeforeColumns {
  readonly before_kind: StatusEventKind | null;
  readonly before_state: BuildState | null;
  readonly before_name: string | null;
  readonly before_description: string | null;
  readonly before_url: string | null;
  readonly before_refname: string | null;
  readonly before_author: string | null;
}

/** Lists what was done to the statuses of a commit. A search of its own each time: what is asked for differs too much. */
export function createListHistory({ db, dialect }: Reading): StatusHistoryStore['listHistory'] {
  return async (query) => {
    const { rows, order } = selectEntries(db, toOfCommit(query));
    const found = await readPage(rows, { fields: historySqlFields, order, dialect }, query);
    return { values: found.values.map((row) => toHistoryEntry(row, query.commit)), size: found.size };
  };
}

function selectEntries(db: Kysely<Tables>, of: OfCommit) {
  const rows = db
    .with('events', () => selectEvents(db, of))
    .selectFrom('events')
    .leftJoin('events as before', 'before.id', 'events.previous_id')
    .selectAll('events')
    .select([
      'before.kind as before_kind',
      'before.state as before_state',
      'before.name as before_name',
      'before.description as before_description',
      'before.url as before_url',
      'before.refname as before_refname',
      'before.author as before_author',
    ]);
  return { rows, order: [sql`events.id desc`] };
}

/** Where the fields of an entry are: in its event, and in the one before it. */
const historySqlFields: SqlFields<StatusEventField> = {
  key: column('key'),
  kind: column('kind'),
  state: column('state'),
  // Events of before the column do not know it. After a removal, the status is new.
  old_state: { value: sql`coalesce(events.old_state, case when before.kind <> 'removed' then before.state end)` },
  attempt: column('attempt'),
  build_number: column('build_number'),
  name: column('name'),
  refname: column('refname'),
  'author.display_name': column('author'),
  occurred_on: column('occurred_on'),
};

function column(name: keyof StatusEventsTable): SqlField {
  return { value: sql.ref(`events.${name}`) };
}

function toHistoryEntry(row: StatusEventsTable & BeforeColumns, commit: Commit): HistoryEntry {
  const event = toStatusEvent(row, commit);
  const before = toBefore(row);
  return before === undefined ? { event } : { event: { ...event, oldState: event.oldState ?? before.state }, before };
}

function toBefore(row: BeforeColumns): HistoryEntry['before'] {
  const { before_kind: kind, before_state: state, before_author: author } = row;
  if (kind === null || state === null || kind === 'removed') return undefined;
  const content = toContent({
    state,
    name: row.before_name ?? '',
    description: row.before_description ?? '',
    url: row.before_url ?? '',
    refname: row.before_refname,
  });
  return { kind, ...content, author: author ?? undefined };
}
