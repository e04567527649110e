import type { Kysely } from 'kysely';
import { auditAfter } from './audit-after.ts';
import type { Dialect } from './dialect.ts';
import { pruneStatusEvents } from './prune-status-events.ts';
import { createRepositoryRemoval } from './remove-repository.ts';
import { stopSilentStatuses } from './stop-silent-statuses.ts';
import type { Tables } from './tables.ts';
import { createAccessTokenWrites } from './write-access-token.ts';
import { createAccountWrites } from './write-account.ts';
import { createAuditWrites } from './write-audit-event.ts';
import { createBranchRestrictionWrites } from './write-branch-restriction.ts';
import type { SharedCommand, WriteResults } from './write-command.ts';
import { createPullRequestWrites } from './write-pull-request.ts';
import { createRepositoryWrites } from './write-repository.ts';
import { changePolicy } from './write-repository-policy.ts';
import { createRequiredBuildWrites } from './write-required-builds.ts';
import { createSessionWrites } from './write-session.ts';
import { createStatusDecisionWrites } from './write-status-decision.ts';
import { createWebhookWrites } from './write-webhook.ts';

/** Executes one command inside the caller's transaction, which `db` is on, and writes what the audit is to tell of it. */
export async function executeCommand(
  db: Kysely<Tables>,
  dialect: Dialect,
  command: SharedCommand,
): Promise<WriteResults[SharedCommand['kind']]> {
  const result = await change(db, dialect, command);
  const event = auditAfter(command, result);
  if (event !== undefined) await createAuditWrites(db, dialect).add(event);
  return result;
}

async function change(
  db: Kysely<Tables>,
  dialect: Dialect,
  command: SharedCommand,
): Promise<WriteResults[SharedCommand['kind']]> {
  switch (command.kind) {
    case 'void_status':
      return createStatusDecisionWrites(db, dialect).void(command);
    case 'restore_status':
      return createStatusDecisionWrites(db, dialect).restore(command);
    case 'remove_status':
      return createStatusDecisionWrites(db, dialect).remove(command);
    case 'change_policy':
      return changePolicy(db, dialect, command);
    case 'stop_silent_statuses':
      return stopSilentStatuses(db, dialect, command);
    case 'prune_status_events':
      return pruneStatusEvents(db, dialect, command);
    case 'add_repository':
      return createRepositoryWrites(db, dialect).add(command.repository);
    case 'change_repository':
      return createRepositoryWrites(db, dialect).change(command);
    case 'set_git_directory':
      return createRepositoryWrites(db, dialect).setGitDirectory(command.repositoryId, command.gitDirectory);
    case 'mark_repository_removed':
      return createRepositoryRemoval(db, dialect).markRemoved(command.repositoryId, command.at);
    case 'purge_removed_repositories':
      return createRepositoryRemoval(db, dialect).purge(command.limit);
    case 'add_pull_request':
      return createPullRequestWrites(db, dialect).add(command);
    case 'change_pull_request':
      return createPullRequestWrites(db, dialect).change(command);
    case 'merge_pull_request':
      return createPullRequestWrites(db, dialect).merge(command);
    case 'move_pull_requests':
      return createPullRequestWrites(db, dialect).move(command);
    case 'add_webhook':
      return createWebhookWrites(db, dialect).add(command.repositoryId, command.webhook);
    case 'change_webhook':
      return createWebhookWrites(db, dialect).change(command);
    case 'remove_webhook':
      return createWebhookWrites(db, dialect).remove(command);
    case 'add_branch_restriction':
      return createBranchRestrictionWrites(db, dialect).add(command);
    case 'change_branch_restriction':
      return createBranchRestrictionWrites(db, dialect).change(command);
    case 'remove_branch_restriction':
      return createBranchRestrictionWrites(db, dialect).remove(command);
    case 'put_required_builds':
      return createRequiredBuildWrites(db, dialect).put(command.repositoryId, command.rules);
    case 'add_account':
      return createAccountWrites(db, dialect).add(command.account);
    case 'change_account':
      return createAccountWrites(db, dialect).change(command);
    case 'set_permission':
      return createAccountWrites(db, dialect).setPermission(command);
    case 'add_first_access_token':
      return createAccessTokenWrites(db, dialect).addFirst(command);
    case 'add_access_token':
      return createAccessTokenWrites(db, dialect).add(command.token);
    case 'revoke_access_token':
      return createAccessTokenWrites(db, dialect).revoke(command);
    case 'touch_access_token':
      return createAccessTokenWrites(db, dialect).touch(command);
    case 'add_session':
      return createSessionWrites(db, dialect).add(command.session);
    case 'remove_session':
      return createSessionWrites(db, dialect).remove(command.hash);
    case 'remove_sessions':
      return createSessionWrites(db, dialect).removeAll(command.accountId);
    case 'add_audit_event':
      return undefined;
  }
}
