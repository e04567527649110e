import { randomUUID } from 'node:crypto';
import { openProgressBar } from '../../src/cli/progress-bar.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { bracedUuid } from '../../src/domain/repository.ts';
import type { CommitStatusReplacement } from '../../src/store/commit-status-store.ts';
import type { Store } from '../../src/store/store.ts';
import { filledBuild, repository, statusMembers, workspace } from '../load/scenarios.ts';
import type { BenchStore } from './bench-store.ts';

/** As many as one request of the batch endpoint may carry. */
const batchLength = 1000;

/** While one batch is written, the next one is made. */
const batchesAtOnce = 2;

/** What is filled in is older than what the loads report: whole microseconds since 1970. */
const firstInstant = Date.UTC(2026, 0, 1) * 1000;

/** Writes the builds of those places by the path of the batch endpoint, and shows how far it is. */
export async function fillStore(
  store: BenchStore,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await using filled = await store.open();
  using bar = await openProgressBar({ what: `Filling ${store.kind}`, unit: 'statuses', total: to - from });
  const repositoryId = await findRepositoryId(filled);
  let next = from;
  const fill = async () => {
    while (next < to) {
      const [first, last] = [next, Math.min(next + batchLength, to)];
      next = last;
      const places = Array.from({ length: last - first }, (_, index) => first + index);
      const outcomes = await filled.commitStatuses.replaceCommitStatuses(
        places.map((place) => replacementAt(place, repositoryId)),
      );
      const refused = outcomes.find((outcome) => outcome.status === 'rejected');
      if (refused !== undefined) throw refused.reason;
      store.acknowledged.created += outcomes.length;
      bar.advance(outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, fill));
}

async function findRepositoryId(store: Store): Promise<number> {
  const found = await store.repositories.findRepository({ workspace, slug: repository });
  if (found === undefined) throw new Error('The repository to be filled is missing.');
  return found.id;
}

function replacementAt(place: number, repositoryId: number): CommitStatusReplacement {
  const { commit, key, name } = filledBuild(place);
  const { description, url, refname } = statusMembers({ key, name });
  return {
    kind: 'replace',
    repositoryId,
    commit: { hash: toCommitHash(commit) },
    key,
    uuid: bracedUuid(randomUUID()),
    content: { state: 'SUCCESSFUL', name, description, url, refname },
    author: 'ci',
    at: firstInstant + place,
  };
}
