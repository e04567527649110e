import type { Comparison, FieldList, Filter } from '../query/filter.ts';
import type { PageQuery } from '../query/page.ts';
import { translateFilter } from '../query/translate-filter.ts';

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

/** The field of the object around that tells how the elements rank; `toRanks` says the same of ranks. */
export interface RankField<Own extends string> {
  readonly name: Own;
  toRanks(comparison: Comparison<string>): Filter<'rank'>;
}

/**
 * A search over the fields of an object inside, and over the rank that the object around shows, as one over the fields of the
 * object itself and the rank.
 */
export function searchInside<Prefix extends string, Field extends string, Own extends string>(
  prefix: Prefix,
  { filter, sort, offset, limit }: PageQuery<Prefixed<Prefix, Field> | Own>,
  rank: RankField<Own>,
): PageQuery<Field | 'rank'> {
  // What is not the rank begins with the prefix; behind it is a field of the object.
  const inner = (field: string) => (field === rank.name ? 'rank' : (field.slice(prefix.length + 1) as Field));
  const translate = (one: Comparison<string>): Filter<Field | 'rank'> =>
    one.field === rank.name ? rank.toRanks(one) : { ...one, field: inner(one.field) };
  return {
    filter: filter && translateFilter(filter, translate),
    sort: sort && { ...sort, field: inner(sort.field) },
    offset,
    limit,
  };
}
