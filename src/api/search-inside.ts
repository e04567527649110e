import type { Comparison, FieldList } from '../query/filter.ts';
import type { PageQuery } from '../query/page.ts';
import { settleFilter } from '../query/settle-filter.ts';

type Prefixed<Prefix extends string, Field extends string> = `${Prefix}.${Field}`;

/** The fields of an object as they are called in one that holds it: `full_name` becomes `repository.full_name`. */
export function fieldsInside<Prefix extends string, Field extends string>(
  prefix: Prefix,
  fields: FieldList<Field>,
): FieldList<Prefixed<Prefix, Field>> {
  const names = Object.entries(fields).map(([name, kind]) => [`${prefix}.${name}`, kind]);
  // `fromEntries` forgets the names.
  return Object.fromEntries(names) as FieldList<Prefixed<Prefix, Field>>;
}

/** Fields of the object around, in which all elements have the same; each says whether that meets a comparison. */
export type CommonFields<Own extends string> = Readonly<Record<Own, (comparison: Comparison<string>) => boolean>>;

/**
 * A search over such fields, and those that all elements have in common, as one over the fields of the object itself;
 * `undefined` when nothing can match.
 */
export function searchInside<Prefix extends string, Field extends string, Own extends string>(
  prefix: Prefix,
  { filter, sort, offset, limit }: PageQuery<Prefixed<Prefix, Field> | Own>,
  common: CommonFields<Own>,
): PageQuery<Field> | undefined {
  const isCommon = (field: string): field is Own => Object.hasOwn(common, field);
  // What is not common begins with the prefix; behind it is a field of the object.
  const inner = (field: string) => field.slice(prefix.length + 1) as Field;
  const left =
    filter === undefined ||
    settleFilter(filter, (one): Comparison<Field> | boolean =>
      isCommon(one.field) ? common[one.field](one) : { ...one, field: inner(one.field) },
    );
  if (left === false) return undefined;
  return {
    ...(left !== true && { filter: left }),
    // To sort by what all have in common changes nothing.
    ...(sort && !isCommon(sort.field) && { sort: { ...sort, field: inner(sort.field) } }),
    offset,
    limit,
  };
}
