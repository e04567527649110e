import type { Branch, RefKind, Tag } from '../domain/ref.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { Page, PageQuery } from '../query/page.ts';
import type { TagField } from '../query/ref-fields.ts';
import { listBranchesOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { findFullCommit } from './get-full-commit.ts';
import { getRepository } from './get-repository.ts';
import type { RefInContext } from './ref-in-context.ts';
import { asksAboutTargets, searchRefs } from './search-refs.ts';
import { listTagsOf } from './tags.ts';

export interface RefQuery extends PageQuery<TagField> {
  readonly address: RepositoryAddress;
  readonly kind: RefKind;
}

/** By the code points of the names unless they are sorted; only Git has tags. Throws not_found for the repository. */
export async function listRefs(context: ActionContext, query: RefQuery): Promise<Page<RefInContext>> {
  const { address, kind, offset, limit } = query;
  const repository = await getRepository(context, address);
  const refs = await (kind === 'branch' ? listBranchesOf : listTagsOf)(context, repository);
  const found = asksAboutTargets(query)
    ? searchRefs(await withTargets(context, repository, refs), query)
    : searchRefs(
        refs.map((ref) => ({ ref })),
        query,
      );
  const shown = found.slice(offset, offset + limit).map(({ ref }) => ref);
  return { values: await withTargets(context, repository, shown), size: found.length };
}

function withTargets(
  context: ActionContext,
  repository: Repository,
  refs: readonly (Branch | Tag)[],
): Promise<readonly RefInContext[]> {
  return Promise.all(
    refs.map(async (ref) => ({ repository, ref, target: await findFullCommit(context, repository, ref.target) })),
  );
}
