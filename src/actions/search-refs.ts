import type { Branch, RefKind, Tag } from '../domain/ref.ts';
import { compareBySort } from '../query/compare-by-sort.ts';
import type { FilterValue } from '../query/filter.ts';
import { matchesFilter } from '../query/matches-filter.ts';
import { namesField } from '../query/names-field.ts';
import type { PageQuery } from '../query/page.ts';
import type { Sort } from '../query/parse-sort.ts';
import type { TagField } from '../query/ref-fields.ts';
import type { FullCommit } from './get-full-commit.ts';

/** What is known of a ref without asking for its commit, and the commit where that was asked for. */
export interface SearchedRef {
  readonly kind: RefKind;
  readonly ref: Branch | Tag;
  readonly target?: FullCommit;
}

type Search = Pick<PageQuery<TagField>, 'filter' | 'sort'>;

const targetFields: readonly TagField[] = ['target.date', 'target.message', 'target.author.raw'];

/** Whether a search needs the commits: to read those of thousands of refs takes long, and mostly their names will do. */
export function asksAboutTargets({ filter, sort }: Search): boolean {
  return targetFields.some((field) => sort?.field === field || (filter !== undefined && namesField(filter, field)));
}

/** Those that match, in the order that is asked for; equal ones stay as they were. */
export function searchRefs(refs: readonly SearchedRef[], { filter, sort }: Search): readonly SearchedRef[] {
  const found = filter ? refs.filter((one) => matchesFilter(filter, (field) => read(one, field))) : refs;
  if (sort === undefined) return found;
  const compare = sort.field === 'name' ? compareNames(sort) : compareBySort(sort, read);
  return found.toSorted(compare);
}

/**
 * Names as people count: `v9` before `v10`. Bitbucket documents that for `sort=name` of branches and tags, and for nothing
 * else; unsorted, they come in Git's own order.
 */
function compareNames({ descending }: Sort<TagField>): (a: SearchedRef, b: SearchedRef) => number {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(a.ref.name, b.ref.name);
}

function read({ kind, ref, target }: SearchedRef, field: TagField): FilterValue {
  const tag: Partial<Tag> = ref;
  switch (field) {
    case 'name':
      return ref.name;
    case 'type':
      return kind;
    case 'target.hash':
      return ref.target;
    case 'target.date':
      return toInstant(target?.details?.date) ?? target?.seenOn ?? null;
    case 'target.message':
      return target?.details?.message ?? '';
    case 'target.author.raw':
      return target?.details?.author ?? '';
    case 'message':
      return tag.message ?? null;
    case 'date':
      return toInstant(tag.date) ?? null;
    case 'tagger.raw':
      return tag.tagger ?? null;
  }
}

function toInstant(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date) * 1000;
}
