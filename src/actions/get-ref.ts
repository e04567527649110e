import { type RefKind, refNotFound } from '../domain/ref.ts';
import { fullName, type RepositoryAddress } from '../domain/repository.ts';
import { findBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { findFullCommit } from './get-full-commit.ts';
import { getRepository } from './get-repository.ts';
import type { RefInContext } from './ref-in-context.ts';
import { findTagOf } from './tags.ts';

/** Throws not_found for the repository, or when it has no branch or tag of that name. */
export async function getRef(
  context: ActionContext,
  { address, kind, name }: { readonly address: RepositoryAddress; readonly kind: RefKind; readonly name: string },
): Promise<RefInContext> {
  const repository = await getRepository(context, address, ['repository']);
  const ref = await (kind === 'branch' ? findBranchOf : findTagOf)(context, repository, name);
  if (ref === undefined) throw refNotFound(kind, name, fullName(repository));
  return { repository, kind, ref, target: await findFullCommit(context, repository, ref.target) };
}
