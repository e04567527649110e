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
export function findBranchOf(
  { store, refSource }: ActionContext,
  { id, gitDirectory }: Repository,
  name: string,
): Promise<Branch | undefined> {
  return gitDirectory === undefined
    ? store.commits.findReportedBranch({ repositoryId: id, name })
    : refSource.findBranch({ gitDirectory, name });
}

/** The name of the main branch: Git's own, or the one that was told, or what most call theirs. */
export async function mainBranchOf({ refSource }: ActionContext, repository: Repository): Promise<string> {
  const { gitDirectory, mainBranch = assumedMainBranch } = repository;
  if (gitDirectory === undefined) return mainBranch;
  return (await refSource.findMainBranch({ gitDirectory })) ?? mainBranch;
}
