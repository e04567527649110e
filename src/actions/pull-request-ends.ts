import { invalidFields } from '../domain/error.ts';
import type { PullRequestEnd } from '../domain/pull-request.ts';
import { fullName, type Repository } from '../domain/repository.ts';
import { findBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';
import { getToldCommit } from './get-commit.ts';

/** An end of a pull request as it is told. */
export interface ToldEnd {
  /** Bare. */
  readonly branch: string;
  /** Whole or abbreviated. A Git directory knows better, and decides. */
  readonly commit?: string | undefined;
  /** Nothing but the repository itself is taken. */
  readonly repository?: { readonly fullName?: string | undefined; readonly uuid?: string | undefined } | undefined;
}

type Member = 'source' | 'destination';

/**
 * The source with its commit: as it was told where there is no Git directory, else where the branch is. Throws invalid for
 * a branch that Git does not have, or a commit that is unknown.
 */
export async function sourceOf(context: ActionContext, repository: Repository, end: ToldEnd): Promise<PullRequestEnd> {
  const isTold = repository.gitDirectory === undefined && end.commit !== undefined;
  return isTold ? toldEnd(context, repository, 'source', end) : endOf(context, repository, 'source', end);
}

/** The destination with its commit: where the branch is, or, while nobody knows that, as it was told. Throws as `sourceOf`. */
export async function destinationOf(
  context: ActionContext,
  repository: Repository,
  end: ToldEnd,
): Promise<PullRequestEnd> {
  const found = await endOf(context, repository, 'destination', end);
  return found.commit === undefined ? toldEnd(context, repository, 'destination', end) : found;
}

/** What is meant as a fork must not pass for a branch of the repository. */
export function refuseFork(repository: Repository, member: Member, end: ToldEnd | undefined): void {
  const { fullName: name, uuid } = end?.repository ?? {};
  const isItself =
    (name === undefined || name.toLowerCase() === fullName(repository)) &&
    (uuid === undefined || uuid.toLowerCase() === repository.uuid);
  if (isItself) return;
  throw invalidFields({ [member]: ['Pull requests between repositories are not supported: there are no forks.'] });
}

export function refuseOwnDestination(source: string, destination: string): void {
  if (source !== destination) return;
  throw invalidFields({ destination: [`The source branch ${source} cannot be the destination, too.`] });
}

/** Throws invalid, in Bitbucket's words, when Git says that the destination has the source already. */
export async function refuseEmpty(
  { commitSource }: ActionContext,
  { gitDirectory }: Repository,
  { source, destination }: { readonly source: PullRequestEnd; readonly destination: PullRequestEnd },
): Promise<void> {
  if (gitDirectory === undefined || source.commit === undefined || destination.commit === undefined) return;
  const merge = await commitSource.findMergeCommit({
    gitDirectory,
    source: source.commit,
    destination: destination.commit,
  });
  if (merge !== undefined) throw invalidFields({ source: ['There are no changes to be pulled.'] });
}

async function toldEnd(
  context: ActionContext,
  repository: Repository,
  member: Member,
  { branch, commit: sent }: ToldEnd,
): Promise<PullRequestEnd> {
  if (sent === undefined) return { branch };
  return { branch, commit: (await getToldCommit(context, repository, { member, sent })).hash };
}

/** A branch with its commit. Throws invalid, in Bitbucket's words, for one that Git does not have. */
async function endOf(
  context: ActionContext,
  repository: Repository,
  member: Member,
  { branch }: ToldEnd,
): Promise<PullRequestEnd> {
  const found = await findBranchOf(context, repository, branch);
  if (found === undefined && repository.gitDirectory !== undefined) {
    throw invalidFields({ [member]: [`branch not found: ${branch}`] });
  }
  return { branch, commit: found?.target };
}
