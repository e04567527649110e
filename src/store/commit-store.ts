import type { Commit } from '../domain/commit.ts';
import type { CommitRevision } from '../domain/commit-hash.ts';

export interface CommitStore {
  /** The commits with statuses whose hash begins so; two at most, which is enough to see that it is ambiguous. */
  findCommits(query: { readonly repositoryId: number; readonly revision: CommitRevision }): Promise<readonly Commit[]>;
}
