import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { prepareStatement } from './prepared-statements.ts';
import type { Tables } from './tables.ts';

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
  db: Kysely<Tables>,
  build: (parameter: ParameterOf<Values>) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  // Kysely takes any object for a value, and hands it on as it is.
  const compiled = build((name) => new Parameter(name) as never).compile();
  prepareStatement(compiled.sql, { isShort: true });
  return async (values) => {
    const given = new Map<string, unknown>(Object.entries(values));
    const parameters = compiled.parameters.map((value) => (value instanceof Parameter ? given.get(value.name) : value));
    const { rows } = await db.executeQuery({ ...compiled, parameters } as CompiledQuery<Row>);
    return rows;
  };
}
