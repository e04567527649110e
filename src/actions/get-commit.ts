import { clip } from '../domain/clip.ts';
import type { Commit } from '../domain/commit.ts';
import { type CommitRevision, commitNotFound, isCommitHash, parseCommitRevision } from '../domain/commit-hash.ts';
import { invalidFields, ServiceError } from '../domain/error.ts';
import type { Repository } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';

/**
 * The commit that a request names. With a Git directory the repository has exactly Git's commits; without one every whole
 * hash is a commit, and a short one is looked for among those with statuses. Throws not_found when it is unknown or
 * ambiguous.
 */
export async function getCommit(context: ActionContext, repository: Repository, sent: string): Promise<Commit> {
  const revision = parseCommitRevision(sent);
  const commit = await findCommit(context, repository, revision);
  if (commit === undefined) throw commitNotFound(sent);
  return commit;
}

/** A commit that the body of a request names in that member. Throws invalid when it is unknown or ambiguous. */
export async function getToldCommit(
  context: ActionContext,
  repository: Repository,
  { member, sent }: { readonly member: string; readonly sent: string },
): Promise<Commit> {
  try {
    return await getCommit(context, repository, sent);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not_found') throw error;
    throw invalidFields({ [member]: [`commit not found: ${clip(sent)}`] });
  }
}

/** The same; `undefined` when it is unknown or ambiguous. */
export async function findCommit(
  { store, commitSource }: ActionContext,
  repository: Repository,
  revision: CommitRevision,
): Promise<Commit | undefined> {
  const { gitDirectory } = repository;
  const isWhole = isCommitHash(revision);
  if (gitDirectory === undefined && isWhole) return { hash: revision };
  if (gitDirectory !== undefined && !isWhole) return commitSource.findCommit({ gitDirectory, revision });

  const known = await store.commits.findCommits({ repositoryId: repository.id, revision });
  if (gitDirectory === undefined) return known.length === 1 ? known[0] : undefined;
  // What was remembered before the repository had a Git directory carries no details: Git has not vouched for it.
  const [commit] = known;
  return commit?.details === undefined ? commitSource.findCommit({ gitDirectory, revision }) : commit;
}
