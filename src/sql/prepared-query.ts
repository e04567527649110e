import type { Compilable, Kysely } from 'kysely';
import { bytesToHex } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { nameOfStatement } from './prepared-statements.ts';
import type { Tables } from './tables.ts';

/** A statement that comes again and again with other parameters. */
export interface PreparedStatement {
  readonly sql: string;
  /** Under which a database server keeps its plan. */
  readonly name: string;
  /** Whether many requests ask the very same, so that one answer serves all that ask at one moment. */
  readonly isShared: boolean;
}

/** Sends it past the query builder; each database has its own way. */
export type SendPrepared = (
  statement: PreparedStatement,
  parameters: readonly unknown[],
) => Promise<readonly unknown[]>;

/** What is asked with it, as a text that differs for everything that could be answered differently. */
export function questionOf({ name }: PreparedStatement, parameters: readonly unknown[]): string {
  return `${name} ${parameters.map(keyOf).join(' ')}`;
}

/** Tells apart whatever can be a parameter: no JSON begins with that letter. */
function keyOf(parameter: unknown): string {
  return parameter instanceof Uint8Array ? `x${bytesToHex(parameter)}` : JSON.stringify(parameter);
}

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
  { isShared = false }: Partial<Pick<PreparedStatement, 'isShared'>> = {},
): (values: Values) => Promise<readonly Row[]> {
  // Kysely takes any object for a value, and hands it on as it is.
  const { sql, parameters } = build((name) => new Parameter(name) as never).compile();
  const statement = { sql, name: nameOfStatement(sql), isShared };
  return (values) => {
    const given = parameters.map((value) => (value instanceof Parameter ? values[value.name as keyof Values] : value));
    // The rows are those that the query's own type promises.
    return send(statement, given) as Promise<readonly Row[]>;
  };
}
