import { type Expression, type SqlBool, sql } from 'kysely';
import type { Filter, FilterValue } from '../query/filter.ts';
import type { Dialect } from './dialect.ts';

/** Where a field of the query language is in the tables. */
export interface SqlField {
  readonly value: Expression<unknown>;
  /** Of a field that has several values: whether one of the rows that hold them meets the condition. */
  readonly someRow?: (condition: Expression<SqlBool>) => Expression<SqlBool>;
  /** What to sort by when that is not the value itself: of several values, the first. */
  readonly sortValue?: Expression<unknown>;
}

/** One for each field of a collection, so that nothing but these ever reaches SQL. */
export type SqlFields<Field extends string> = Readonly<Record<Field, SqlField>>;

type Comparison<Field extends string> = Exclude<Filter<Field>, { readonly operands: unknown }>;

const orderOperators = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

/**
 * The condition that a checked filter stands for. Every literal is a bound parameter. No value is equal to no other, so
 * that negations include rows without one; see `query/filter.ts`.
 */
export function toCondition<Field extends string>(
  filter: Filter<Field>,
  fields: SqlFields<Field>,
  dialect: Dialect,
): Expression<SqlBool> {
  if ('operands' in filter) {
    const operands = filter.operands.map((operand) => toCondition(operand, fields, dialect));
    return sql`(${sql.join(operands, filter.kind === 'and' ? sql` and ` : sql` or `)})`;
  }
  const condition = toPositiveCondition(filter, fields[filter.field], dialect);
  const isNegated = filter.kind !== 'order' && filter.negated;
  // A comparison with null is neither true nor false in SQL; here it is false.
  return isNegated ? sql`not coalesce(${condition}, false)` : condition;
}

function toPositiveCondition<Field extends string>(
  comparison: Comparison<Field>,
  { value, someRow }: SqlField,
  dialect: Dialect,
): Expression<SqlBool> {
  const condition = toSingleCondition(comparison, value, dialect);
  if (someRow === undefined) return condition;
  // No value at all counts as one that is null.
  const takesNone = comparison.kind === 'equals' && comparison.values.includes(null);
  return takesNone ? sql`(${someRow(condition)} or not ${someRow(sql`true`)})` : someRow(condition);
}

function toSingleCondition<Field extends string>(
  comparison: Comparison<Field>,
  value: Expression<unknown>,
  dialect: Dialect,
): Expression<SqlBool> {
  switch (comparison.kind) {
    case 'contains':
      return dialect.contains(value, comparison.text);
    case 'order':
      return sql`${value} ${orderOperators[comparison.operator]} ${toParameter(comparison.value)}`;
    case 'equals':
      return isOneOf(value, comparison.values);
  }
}

function isOneOf(value: Expression<unknown>, values: readonly FilterValue[]): Expression<SqlBool> {
  const literals = values.filter((literal) => literal !== null).map(toParameter);
  const isNull = sql<SqlBool>`${value} is null`;
  if (literals.length === 0) return isNull;
  const isLiteral = sql<SqlBool>`${value} in (${sql.join(literals)})`;
  return literals.length === values.length ? isLiteral : sql`(${isLiteral} or ${isNull})`;
}

/** Switches are stored as 0 or 1. Columns hold whole numbers, and PostgreSQL would take any other for a bad one of those. */
function toParameter(literal: string | number | boolean): Expression<unknown> {
  if (typeof literal === 'boolean') return sql`${Number(literal)}`;
  const isOtherNumber = typeof literal === 'number' && !Number.isSafeInteger(literal);
  return isOtherNumber ? sql`cast(${literal} as double precision)` : sql`${literal}`;
}
