import { setImmediate } from 'node:timers/promises';
import type { CommitHash } from '../domain/commit-hash.ts';
import { createFlakinessTally, type Flakiness } from '../domain/flakiness.ts';
import type { Instant } from '../domain/instant.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import type { Page } from '../query/page.ts';
import type { ActionContext } from './context.ts';
import { getRepositoryOfBuilds } from './get-repository.ts';

/** How far back anybody looks, whatever the window: this many events of the repository. */
const maxEvents = 100_000;

/**
 * How many are read at once. SQLite's reads hold up everybody else: of 100,000 events, those of 4,000 builds, most turns took less
 * than 30 ms and none more than 70 on a busy machine, and all of them together a quarter of a second.
 */
const stretchLength = 5000;

export interface FlakinessSearch {
  readonly address: RepositoryAddress;
  /** How far back, in microseconds. */
  readonly window: number;
  readonly key?: string | undefined;
  readonly branch?: string | undefined;
}

/** From when on was looked, and whether that is all that was asked for. */
interface Reach {
  readonly since: Instant;
  readonly isComplete: boolean;
}

export interface FlakinessPage extends Page<Flakiness>, Reach {
  readonly repository: Repository;
  /** Of the commits that are named, by their numbers. */
  readonly hashes: ReadonlyMap<number, CommitHash>;
}

/**
 * Which builds failed and succeeded on the same commit, worst first, among the newest events of the window. Of more events than
 * are looked through, and where older ones were deleted for their age, it is not complete. Throws not_found for the repository.
 */
export async function listFlakiness(
  context: ActionContext,
  search: FlakinessSearch,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<FlakinessPage> {
  const repository = await getRepositoryOfBuilds(context, search.address);
  const repositoryId = repository.id;
  const { ranked, ...reach } = await rankAll(context, repositoryId, search);
  const values = ranked.slice(offset, offset + limit);
  const commitIds = values.flatMap(({ last }) => last?.commitId ?? []);
  const hashes = await context.store.statusHistory.findCommitHashes({ repositoryId, commitIds });
  return { repository, values, size: ranked.length, hashes, ...reach };
}

/** Goes back stretch by stretch until the window begins, and lets others have their turn between them. */
async function rankAll(
  { store, clock }: ActionContext,
  repositoryId: number,
  { window, key, branch: refname }: FlakinessSearch,
): Promise<Reach & { readonly ranked: readonly Flakiness[] }> {
  const now = clock.now();
  const since = Math.max(0, now - window);
  const [last, prunedThrough] = await Promise.all([
    store.statusEvents.findLastStatusEventId({ repositoryId }),
    store.statusEvents.findPrunedThrough({ repositoryId }),
  ]);
  const floor = Math.max(0, prunedThrough, last - maxEvents);
  const tally = createFlakinessTally();
  let oldest = now;
  for (let through = last; through > floor && oldest >= since; through -= stretchLength) {
    const after = Math.max(floor, through - stretchLength);
    const stretch = { repositoryId, after, through, since, key, refname };
    const { results, beganOn = oldest } = await store.statusHistory.listResults(stretch);
    tally.add(results);
    oldest = beganOn;
    await setImmediate();
  }
  const isComplete = floor === 0 || oldest < since;
  return { ranked: tally.rank(), since: isComplete ? since : oldest, isComplete };
}
