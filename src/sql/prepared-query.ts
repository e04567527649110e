import type { Compilable, Kysely } from 'kysely';
import type { Dialect } from './dialect.ts';
import { prepareStatement } from './prepared-statements.ts';
import type { Tables } from './tables.ts';

/** Sends a statement that is always the same with other parameters, past the query builder; each database has its own way. */
export type SendPrepared = (sql: string, parameters: readonly unknown[]) => Promise<readonly unknown[]>;

/** What every reader asks through. */
export interface Reading {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly send: SendPrepared;
  /** Ends the connections, also those that the query builder has never used and therefore does not know. */
  close(): Promise<void>;
}

/** Stands in a query for a value that each execution brings. */
class Parameter {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Names a value of an execution while the query is built. */
export type ParameterOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/** The values themselves, for a query that is built for one execution. */
export function given<Values extends object>(values: Values): ParameterOf<Values> {
  return (name) => values[name];
}

/**
 * Builds and compiles a query once, for all its executions. Building one with Kysely takes longer than SQLite takes to
 * answer it, PostgreSQL would plan it anew each time, and the request path asks the same few questions over and over.
 */
export function prepareQuery<Values extends object, Row>(
  send: SendPrepared,
  build: (parameter: ParameterOf<Values>) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  // Kysely takes any object for a value, and hands it on as it is.
  const { sql, parameters } = build((name) => new Parameter(name) as never).compile();
  prepareStatement(sql);
  return (values) => {
    const given = parameters.map((value) => (value instanceof Parameter ? values[value.name as keyof Values] : value));
    // The rows are those that the query's own type promises.
    return send(sql, given) as Promise<readonly Row[]>;
  };
}
