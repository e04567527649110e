import type { Store } from '../../src/store/store.ts';
import type { Build } from '../load/scenarios.ts';

/** Rows of statuses and of their events. */
export interface Counts {
  readonly statuses: number;
  readonly events: number;
}

/** A database that is measured, and thrown away afterwards. */
export interface BenchStore extends AsyncDisposable {
  readonly kind: 'SQLite' | 'PostgreSQL';
  /** What tells a server to use it. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The administrator's, from the first start of a server on. */
  token: string;
  /** What was acknowledged so far: what must be in it. */
  readonly acknowledged: { created: number; overwritten: number };
  count(): Promise<Counts>;
  /** Opens it beside the servers, by their own code. */
  open(): Promise<Store>;
  /** On the disk, in bytes, when everything has reached its place. */
  size(): Promise<number>;
  /** Of those builds, the ones without an event or a status; and how many statuses do not say what their last event says. */
  findLost(builds: readonly Build[]): Promise<{ readonly lost: readonly Build[]; readonly torn: number }>;
}

/** Works on both databases. */
export const countRows =
  'select (select count(*) from commit_statuses) as statuses, (select count(*) from status_events) as events';

/** The names of all events; those of the loads tell every write from every other. */
export const selectNames = 'select name from status_events';

/** Each status that is not as its last event left it, and each event without a status. */
export const countTorn = `
  select
    (select count(*) from commit_statuses as status where not exists (
      select 1 from status_events as event
      where event.repository_id = status.repository_id and event.commit_id = status.commit_id
        and event.key = status.key and event.name = status.name and event.occurred_on = status.updated_on))
    + (select count(*) from status_events as event where not exists (
      select 1 from commit_statuses as status
      where status.repository_id = event.repository_id and status.commit_id = event.commit_id
        and status.key = event.key)) as torn`;

/** The builds whose names are not among those of the events. */
export function missingAmong(names: readonly string[], builds: readonly Build[]): readonly Build[] {
  const known = new Set(names);
  return builds.filter(({ name }) => !known.has(name));
}
