import { randomUUID } from 'node:crypto';
import { mayOverwriteOthers, requireKey } from '../domain/access.ts';
import type { Commit } from '../domain/commit.ts';
import type { CommitStatusContent } from '../domain/commit-status.ts';
import { bracedUuid, type Repository } from '../domain/repository.ts';
import type { CommitStatusReplacement } from '../store/commit-status-store.ts';
import { auditOfStatus } from './audit-of.ts';
import type { ActionContext } from './context.ts';

/** What a report says. */
export interface Report {
  readonly key: string;
  /** Checked against the rules of the server. */
  readonly content: CommitStatusContent;
  /** What the build calls itself: a later run of it has a higher number. */
  readonly buildNumber?: number | undefined;
}

/** What the store is asked to do for a report of one commit. Throws forbidden when the caller may not write that key. */
export function newReplacement(
  { clock, caller, sharesStatuses }: Pick<ActionContext, 'clock' | 'caller' | 'sharesStatuses'>,
  { repository, commit }: { readonly repository: Repository; readonly commit: Commit },
  { key, content, buildNumber }: Report,
): CommitStatusReplacement {
  requireKey(caller, repository, key);
  return {
    kind: 'replace',
    repositoryId: repository.id,
    commit,
    key,
    uuid: bracedUuid(randomUUID()),
    content,
    author: caller.name,
    accountId: caller.account?.id,
    buildNumber,
    audit: auditOfStatus({ caller }, repository),
    overwritesOthers: sharesStatuses || mayOverwriteOthers(caller, repository, key),
    at: clock.now(),
  };
}
