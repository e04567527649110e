import type { Migration } from './list-migrations.ts';
import type { AppliedMigration } from './schema-version.ts';

/** What a database says of itself. Nobody has to be able to work on it: it may be older or newer than this program. */
export interface DatabaseStatus {
  readonly kind: 'sqlite' | 'postgres';
  /** The path of its file, or its address without user and password. */
  readonly address: string;
  readonly version: string;
  readonly schema: SchemaStatus;
  readonly bytes: number;
  /** Absent where the schema does not let this program count. */
  readonly rows: Readonly<Record<CountedRows, RowCount>> | undefined;
  /** Of the whole server. */
  readonly connections: { readonly used: number; readonly limit: number } | undefined;
  readonly citus: CitusStatus | undefined;
}

export const countedRows = ['workspaces', 'repositories', 'statuses', 'events'] as const;

export type CountedRows = (typeof countedRows)[number];

/** To count millions of rows takes seconds; `over` says that there are more than that, `about` that it is an estimate. */
export interface RowCount {
  readonly count: number;
  readonly precision: 'exact' | 'about' | 'over';
}

/** `missing`: the server does not have the extension; `available`: this database does not use it. */
export type CitusState = 'missing' | 'available' | 'created';

export interface CitusStatus {
  readonly state: CitusState;
  /** Tables that are distributed, or have a copy on each node. */
  readonly distributed: readonly string[];
}

export interface SchemaStatus {
  /** That of the newest migration that the database has had; 0 when it has had none. */
  readonly number: number;
  /** Those that it has not had yet. */
  readonly missing: readonly string[];
  /** Those of a newer version. */
  readonly newer: readonly number[];
  /** Whether this version can work on it, once it has had the missing ones. */
  readonly isUsable: boolean;
}

/** Compares what this program knows with what a database has had. */
export function compareSchema(known: readonly Migration[], applied: readonly AppliedMigration[]): SchemaStatus {
  const newest = known.at(-1)?.number ?? 0;
  const done = new Set(applied.map(({ number }) => number));
  const newer = applied.filter(({ number }) => number > newest);
  return {
    number: Math.max(0, ...done),
    missing: known.filter(({ number }) => !done.has(number)).map(({ name }) => name),
    newer: newer.map(({ number }) => number),
    isUsable: newer.every(({ is_breaking }) => is_breaking === 0),
  };
}
