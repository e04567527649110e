import { randomUUID } from 'node:crypto';
import type { Caller } from '../domain/caller.ts';
import type { Commit } from '../domain/commit.ts';
import type { CommitStatusContent } from '../domain/commit-status.ts';
import { bracedUuid, type Repository } from '../domain/repository.ts';
import type { CommitStatusReplacement } from '../store/commit-status-store.ts';
import type { ActionContext } from './context.ts';

/** What a report says, and who makes it. */
export interface Report {
  readonly key: string;
  /** Checked against the rules of the server. */
  readonly content: CommitStatusContent;
  readonly caller: Caller;
}

/** What the store is asked to do for a report of one commit. */
export function newReplacement(
  { clock }: Pick<ActionContext, 'clock'>,
  { repository, commit }: { readonly repository: Repository; readonly commit: Commit },
  { key, content, caller }: Report,
): CommitStatusReplacement {
  return {
    kind: 'replace',
    repositoryId: repository.id,
    commit,
    key,
    uuid: bracedUuid(randomUUID()),
    content,
    author: caller.name,
    at: clock.now(),
  };
}
