import type { PullRequestEnd } from '../domain/pull-request.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { getPullRequest } from './get-pull-request.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** What somebody follows, as it is now. */
export interface Followed {
  readonly repository: Repository;
  /** Of a pull request: the branch and the commit that its events are about. */
  readonly source?: PullRequestEnd | undefined;
  readonly isAbout: (event: StatusEvent) => boolean;
}

/** Looks what is followed, once more each time. Throws as soon as the caller may not see it, or it is not there any more. */
export type LookAtFollowed = (context: ActionContext) => Promise<Followed>;

/** Everything that is reported in a repository. Throws not_found. */
export function followedRepository(address: RepositoryAddress): LookAtFollowed {
  return async (context) => ({ repository: await getRepositoryOfBuilds(context, address), isAbout: () => true });
}

/** What is reported of one commit. Throws not_found for the repository or, the first time, the commit. */
export function followedCommit(address: RepositoryAddress, sent: string): LookAtFollowed {
  let known: Followed['isAbout'] | undefined;
  return async (context) => {
    const repository = await getRepositoryOfBuilds(context, address);
    known ??= isOfCommit((await getCommit(context, repository, sent)).hash);
    return { repository, isAbout: known };
  };
}

/** What is reported of the commit that a pull request comes from, for its branch or for none. Throws not_found for either. */
export function followedPullRequest(address: RepositoryAddress, id: number): LookAtFollowed {
  return async (context) => {
    const { repository, pullRequest } = await getPullRequest(context, { address, id });
    const { source } = pullRequest;
    return { repository, source, isAbout: isOfSource(source) };
  };
}

function isOfCommit(hash: string): Followed['isAbout'] {
  return ({ commitHash }) => commitHash === hash;
}

function isOfSource({ branch, commit }: PullRequestEnd): Followed['isAbout'] {
  return ({ commitHash, refname = branch }) => commitHash === commit && refname === branch;
}
