import type { FieldList } from '../query/filter.ts';
import type { PageQuery } from '../query/page.ts';
import { renameFields } from '../query/rename-fields.ts';

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

/** A search over such fields as one over the fields of the object itself. */
export function searchInside<Prefix extends string, Field extends string>(
  prefix: Prefix,
  { filter, sort, offset, limit }: PageQuery<Prefixed<Prefix, Field>>,
): PageQuery<Field> {
  // What begins with the prefix is a field of the object behind it.
  const inner = (field: Prefixed<Prefix, Field>) => field.slice(prefix.length + 1) as Field;
  return {
    ...(filter && { filter: renameFields(filter, inner) }),
    ...(sort && { sort: { ...sort, field: inner(sort.field) } }),
    offset,
    limit,
  };
}
