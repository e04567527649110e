import { ServiceError } from '../domain/error.ts';
import type { Branch } from '../domain/ref.ts';
import type { Repository } from '../domain/repository.ts';
import { assumedMainBranch } from '../domain/repository-settings.ts';
import type { ActionContext } from './context.ts';

/** The branches of a repository: Git's, or, where there is no Git directory, those that statuses were reported for. */
export function listBranchesOf(
  { store, refSource }: ActionContext,
  repository: Repository,
): Promise<readonly Branch[]> {
  const { id, gitDirectory } = repository;
  return gitDirectory === undefined
    ? store.commits.listReportedBranches({ repositoryId: id })
    : refSource.listBranches({ gitDirectory });
}

/** One of them; `undefined` when there is none of that name. */
export async function findBranchOf(
  context: ActionContext,
  repository: Repository,
  name: string,
): Promise<Branch | undefined> {
  const { id, gitDirectory } = repository;
  return gitDirectory === undefined
    ? context.store.commits.findReportedBranch({ repositoryId: id, name })
    : context.refSource.findBranch({ gitDirectory, name });
}

/** The name of the main branch: Git's own, or the one that was told, or what most call theirs. */
export async function mainBranchOf({ refSource }: ActionContext, repository: Repository): Promise<string> {
  const { gitDirectory } = repository;
  const found = gitDirectory === undefined ? undefined : await refSource.findMainBranch({ gitDirectory });
  return found ?? toldMainBranch(repository);
}

/** The same to be shown: a Git directory that cannot answer hides neither its repository nor others in the same list. */
export async function shownMainBranchOf(context: ActionContext, repository: Repository): Promise<string> {
  try {
    return await mainBranchOf(context, repository);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'unavailable') return toldMainBranch(repository);
    throw error;
  }
}

function toldMainBranch({ mainBranch = assumedMainBranch }: Repository): string {
  return mainBranch;
}
