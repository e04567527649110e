import type { Commit } from '../domain/commit.ts';
import { commitNotFound, isCommitHash, parseCommitRevision } from '../domain/commit-hash.ts';
import { ServiceError } from '../domain/error.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { CommitStatusReplacement } from '../store/commit-status-store.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';
import { findRepositoryForWriting, makeRepository } from './get-repository-for-writing.ts';
import { lookUpCommits } from './look-up-commits.ts';
import { newReplacement } from './new-replacement.ts';
import type { CommitStatusToPut, PutCommitStatus } from './put-commit-status.ts';

type StatusOfBatch = Omit<CommitStatusToPut, 'address'>;

interface StatusOfCommit extends Omit<StatusOfBatch, 'commit'> {
  readonly commit: Commit;
}

export interface CommitStatusesToPut {
  readonly address: RepositoryAddress;
  /** Those that cannot be put stay refused, each for its reason. */
  readonly statuses: readonly PromiseSettledResult<StatusOfBatch>[];
}

/**
 * Puts many statuses of one repository, in their order and in one transaction. Each has the outcome that it would have
 * alone, in the same order; one that fails leaves the others alone. All commits are looked up before anything is written.
 * Throws what concerns the repository, or why none at all could be written.
 */
export async function putCommitStatuses(
  context: ActionContext,
  { address, statuses }: CommitStatusesToPut,
): Promise<readonly PromiseSettledResult<PutCommitStatus>[]> {
  const repository = await getRepositoryFor(context, address, statuses);
  if (repository === undefined) return (await withCommits(statuses, refuse)).filter(isRejected);

  const reports = await withCommits(statuses, (sent) => getCommit(context, repository, sent));
  const prepared = reports.map((report) => prepare(context, repository, report));
  const changes = fulfilled(prepared);
  const replaced = await context.store.commitStatuses.replaceCommitStatuses(changes);
  // When nothing was written, the reason concerns more than one status: the repository or the store is gone. Whose a status is
  // concerns that status alone.
  if (replaced.every(concernsAll) && replaced[0] !== undefined) throw replaced[0].reason;
  const outcomes = replaced.values();
  return prepared.map((change) => {
    if (change.status === 'rejected') return change;
    const outcome = outcomes.next().value ?? rejected(new Error('The store left a status unanswered.'));
    if (outcome.status === 'rejected') return outcome;
    return { status: 'fulfilled', value: { repository, commit: change.value.commit, ...outcome.value } };
  });
}

/** What the store is to do; refused where the caller may not write the key. */
function prepare(
  context: ActionContext,
  repository: Repository,
  report: PromiseSettledResult<StatusOfCommit>,
): PromiseSettledResult<CommitStatusReplacement> {
  if (report.status === 'rejected') return report;
  const { commit, ...said } = report.value;
  try {
    return { status: 'fulfilled', value: newReplacement(context, { repository, commit }, said) };
  } catch (reason) {
    return rejected(reason);
  }
}

/** `undefined` when it is missing, and none of the statuses is one that would make it. */
async function getRepositoryFor(
  context: ActionContext,
  address: RepositoryAddress,
  statuses: CommitStatusesToPut['statuses'],
): Promise<Repository | undefined> {
  const existing = await findRepositoryForWriting(context, address);
  if (existing !== undefined) return existing;
  const isWorthIt = fulfilled(statuses).some(({ commit }) => isCommitHash(commit.toLowerCase()));
  return isWorthIt ? makeRepository(context, address) : undefined;
}

/** Throws what a commit is answered with that cannot be one of a repository without commits. */
async function refuse(sent: string): Promise<never> {
  parseCommitRevision(sent);
  throw commitNotFound(sent);
}

/** The statuses with their commits. */
async function withCommits(
  statuses: CommitStatusesToPut['statuses'],
  find: (sent: string) => Promise<Commit>,
): Promise<readonly PromiseSettledResult<StatusOfCommit>[]> {
  const sent = fulfilled(statuses).map(({ commit }) => commit);
  const commits = (await lookUpCommits(sent, find)).values();
  return statuses.map((status) => {
    if (status.status === 'rejected') return status;
    const found = commits.next().value ?? rejected(new Error('A commit was left unanswered.'));
    return found.status === 'rejected' ? found : { ...found, value: { ...status.value, commit: found.value } };
  });
}

function fulfilled<Value>(outcomes: readonly PromiseSettledResult<Value>[]): readonly Value[] {
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

function rejected(reason: unknown): PromiseRejectedResult {
  return { status: 'rejected', reason };
}

function isRejected(outcome: PromiseSettledResult<unknown>): outcome is PromiseRejectedResult {
  return outcome.status === 'rejected';
}

function concernsAll(outcome: PromiseSettledResult<unknown>): outcome is PromiseRejectedResult {
  if (outcome.status === 'fulfilled') return false;
  return !(outcome.reason instanceof ServiceError) || outcome.reason.code !== 'forbidden';
}
