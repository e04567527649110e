import type { Commit } from '../domain/commit.ts';
import { ServiceError } from '../domain/error.ts';

/**
 * The commits that a request names, each with its own outcome, in their order. Each is looked up once, and one after the
 * other, as Git answers; where there is no answer, there are no more questions: each could wait as long.
 */
export async function lookUpCommits(
  sent: readonly string[],
  find: (sent: string) => Promise<Commit>,
): Promise<readonly PromiseSettledResult<Commit>[]> {
  const known = new Map<string, PromiseSettledResult<Commit>>();
  let unanswered: PromiseRejectedResult | undefined;
  for (const name of new Set(sent)) {
    const outcome = unanswered ?? (await settle(find(name)));
    if (isUnanswered(outcome)) unanswered = outcome;
    known.set(name, outcome);
  }
  return sent.flatMap((name) => known.get(name) ?? []);
}

async function settle<Value>(work: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}

function isUnanswered(outcome: PromiseSettledResult<Commit>): outcome is PromiseRejectedResult {
  if (outcome.status === 'fulfilled') return false;
  return outcome.reason instanceof ServiceError && outcome.reason.code === 'unavailable';
}
