import type { Branch, Tag } from '../domain/ref.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import { compareBySort } from '../query/compare-by-sort.ts';
import type { FilterValue } from '../query/filter.ts';
import { matchesFilter } from '../query/matches-filter.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { TagField } from '../query/ref-fields.ts';
import { findBranchOf, listBranchesOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { type FullCommit, findFullCommit } from './get-full-commit.ts';
import { getRepository } from './get-repository.ts';

export type RefKind = 'branch' | 'tag';

/** A branch or a tag with what it points to. */
export interface RefInContext {
  readonly ref: Branch | Tag;
  readonly target: FullCommit;
}

export interface RefPage extends Page<RefInContext> {
  readonly repository: Repository;
}

/** By name unless they are sorted otherwise; only Git has tags. Throws not_found for the repository. */
export async function listRefs(
  context: ActionContext,
  input: PageQuery<TagField> & { readonly address: RepositoryAddress; readonly kind: RefKind },
): Promise<RefPage> {
  const { address, kind, filter, sort, offset, limit } = input;
  const repository = await getRepository(context, address);
  const refs = await (kind === 'branch' ? listBranchesOf(context, repository) : listTagsOf(context, repository));
  const withTarget = async (ref: Branch | Tag) => ({
    ref,
    target: await findFullCommit(context, repository, ref.target),
  });
  if (filter === undefined && sort === undefined) {
    const values = await Promise.all(refs.slice(offset, offset + limit).map(withTarget));
    return { repository, values, size: refs.length };
  }
  const all = await Promise.all(refs.map(withTarget));
  const found = filter === undefined ? all : all.filter((one) => matchesFilter(filter, readerOf(kind, one)));
  if (sort !== undefined) {
    const compare = compareBySort(sort, (one: RefInContext, field) => readerOf(kind, one)(field));
    found.sort(compare);
  }
  return { repository, values: found.slice(offset, offset + limit), size: found.length };
}

/** One of them; `undefined` when there is none of that name. Throws not_found for the repository. */
export async function findRef(
  context: ActionContext,
  { address, kind, name }: { readonly address: RepositoryAddress; readonly kind: RefKind; readonly name: string },
): Promise<(RefInContext & { readonly repository: Repository }) | undefined> {
  const repository = await getRepository(context, address);
  const { gitDirectory } = repository;
  const ref =
    kind === 'branch'
      ? await findBranchOf(context, repository, name)
      : gitDirectory && (await context.refSource.findTag({ gitDirectory, name }));
  if (!ref) return undefined;
  return { repository, ref, target: await findFullCommit(context, repository, ref.target) };
}

async function listTagsOf({ refSource }: ActionContext, { gitDirectory }: Repository): Promise<readonly Tag[]> {
  return gitDirectory === undefined ? [] : refSource.listTags({ gitDirectory });
}

function readerOf(kind: RefKind, { ref, target }: RefInContext): (field: TagField) => FilterValue {
  const tag: Partial<Tag> = ref;
  const fields: Readonly<Record<TagField, () => FilterValue>> = {
    name: () => ref.name,
    type: () => kind,
    'target.hash': () => target.hash,
    'target.date': () => toInstant(target.details?.date) ?? target.seenOn ?? null,
    'target.message': () => target.details?.message ?? '',
    'target.author.raw': () => target.details?.author ?? '',
    message: () => tag.message ?? null,
    date: () => toInstant(tag.date) ?? null,
    'tagger.raw': () => tag.tagger ?? null,
  };
  return (field) => fields[field]();
}

function toInstant(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date) * 1000;
}
