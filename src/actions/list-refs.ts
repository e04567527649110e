import type { RefKind } from '../domain/ref.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { TagField } from '../query/ref-fields.ts';
import { listBranchesOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { findFullCommit } from './get-full-commit.ts';
import { getRepository } from './get-repository.ts';
import type { RefInContext } from './ref-in-context.ts';
import { asksAboutTargets, type SearchedRef, searchRefs } from './search-refs.ts';
import { listTagsOf } from './tags.ts';

export interface RefQuery extends PageQuery<TagField> {
  readonly address: RepositoryAddress;
  readonly kinds: readonly RefKind[];
}

/** Kind by kind, by the code points of the names, unless they are sorted. Throws not_found for the repository. */
export async function listRefs(context: ActionContext, query: RefQuery): Promise<Page<RefInContext>> {
  const { address, kinds, offset, limit } = query;
  const repository = await getRepository(context, address, ['repository']);
  const refs = (await Promise.all(kinds.map((kind) => listRefsOf(context, repository, kind)))).flat();
  const found = searchRefs(asksAboutTargets(query) ? await withTargets(context, repository, refs) : refs, query);
  return {
    values: await withTargets(context, repository, found.slice(offset, offset + limit)),
    size: found.length,
  };
}

async function listRefsOf(
  context: ActionContext,
  repository: Repository,
  kind: RefKind,
): Promise<readonly SearchedRef[]> {
  const refs = await (kind === 'branch' ? listBranchesOf : listTagsOf)(context, repository);
  return refs.map((ref) => ({ kind, ref }));
}

function withTargets(
  context: ActionContext,
  repository: Repository,
  refs: readonly SearchedRef[],
): Promise<readonly RefInContext[]> {
  return Promise.all(
    refs.map(async ({ kind, ref, target }) => ({
      repository,
      kind,
      ref,
      target: target ?? (await findFullCommit(context, repository, ref.target)),
    })),
  );
}
