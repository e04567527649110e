import type { Commit } from '../domain/commit.ts';
import { ServiceError } from '../domain/error.ts';
import type { Repository } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';
import { getCommit } from './get-commit.ts';

/**
 * The commits that a request names, each with its own outcome, in their order. Each is looked up once, and one after the
 * other, as Git answers; where there is no answer, there are no more questions: each could wait as long.
 */
export async function lookUpCommits(
  context: ActionContext,
  repository: Repository,
  sent: readonly string[],
): Promise<readonly PromiseSettledResult<Commit>[]> {
  const known = new Map<string, PromiseSettledResult<Commit>>();
  const outcomes: PromiseSettledResult<Commit>[] = [];
  let unanswered: PromiseRejectedResult | undefined;
  for (const name of sent) {
    const outcome = known.get(name) ?? unanswered ?? (await lookUp(context, repository, name));
    if (isUnanswered(outcome)) unanswered = outcome;
    known.set(name, outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function lookUp(
  context: ActionContext,
  repository: Repository,
  sent: string,
): Promise<PromiseSettledResult<Commit>> {
  const [outcome] = await Promise.allSettled([getCommit(context, repository, sent)]);
  return outcome;
}

function isUnanswered(outcome: PromiseSettledResult<Commit>): outcome is PromiseRejectedResult {
  if (outcome.status === 'fulfilled') return false;
  return outcome.reason instanceof ServiceError && outcome.reason.code === 'unavailable';
}
