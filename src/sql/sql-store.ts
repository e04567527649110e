import type { AccessTokenStore } from '../store/access-token-store.ts';
import type { AccountStore } from '../store/account-store.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { BranchRestrictionStore } from '../store/branch-restriction-store.ts';
import type { CommitStatusStore } from '../store/commit-status-store.ts';
import type { CommitStore } from '../store/commit-store.ts';
import type { PullRequestStore } from '../store/pull-request-store.ts';
import type { RepositoryPolicyStore } from '../store/repository-policy-store.ts';
import type { RepositoryStore } from '../store/repository-store.ts';
import type { RequiredBuildStore } from '../store/required-build-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { StatusEventStore } from '../store/status-event-store.ts';
import type { StatusHistoryStore } from '../store/status-history-store.ts';
import type { Store } from '../store/store.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import type { WorkspaceStore } from '../store/workspace-store.ts';
import { prepareAccessTokenReads } from './access-token-reader.ts';
import { createAccountReads } from './account-reader.ts';
import { createAuditReads } from './audit-reader.ts';
import { createBranchRestrictionReads } from './branch-restriction-reader.ts';
import type { ChangeSignal } from './change-signal.ts';
import { createCommitReads } from './commit-reader.ts';
import { prepareCommitStatusReads } from './commit-status-reader.ts';
import { GroupCommit, type GroupCommitOptions } from './group-commit.ts';
import type { Reading } from './prepared-query.ts';
import { preparePullRequestReads } from './pull-request-reader.ts';
import { refuseOwnedStatus, refuseOwnedStatuses } from './refuse-owned-status.ts';
import { createRepositoryPolicyReads } from './repository-policy-reader.ts';
import { prepareRepositoryReads } from './repository-reader.ts';
import { prepareRequiredBuildReads } from './required-build-reader.ts';
import { prepareSessionReads } from './session-reader.ts';
import { prepareStatusEventReads } from './status-event-reader.ts';
import { createStatusHistoryReads } from './status-history-reader.ts';
import { Watchers } from './watchers.ts';
import { createWebhookReads } from './webhook-reader.ts';
import { createWorkspaceReads } from './workspace-reader.ts';
import type { BatchWriter } from './write-command.ts';

/** How many rows one step of a removal deletes: a few milliseconds of writing. */
const removalStep = 5000;

/** What differs between the databases. */
export interface SqlParts {
  readonly reading: Reading;
  readonly writer: BatchWriter;
  readonly changeSignal: ChangeSignal;
}

/** The store over any SQL database: reads through Kysely, writes through a group commit. */
export class SqlStore implements Store {
  readonly accessTokens: AccessTokenStore;
  readonly accounts: AccountStore;
  readonly audit: AuditStore;
  readonly branchRestrictions: BranchRestrictionStore;
  readonly commitStatuses: CommitStatusStore;
  readonly commits: CommitStore;
  readonly policies: RepositoryPolicyStore;
  readonly pullRequests: PullRequestStore;
  readonly repositories: RepositoryStore;
  readonly requiredBuilds: RequiredBuildStore;
  readonly sessions: SessionStore;
  readonly statusEvents: StatusEventStore;
  readonly statusHistory: StatusHistoryStore;
  readonly webhooks: WebhookStore;
  readonly workspaces: WorkspaceStore;
  readonly #reading: Reading;
  readonly #writes: GroupCommit;
  readonly #watchers: Watchers;

  constructor({ reading, writer, changeSignal }: SqlParts, options?: GroupCommitOptions) {
    const { db, dialect } = reading;
    const watchers = new Watchers(changeSignal);
    const writes = new GroupCommit(writer, (repositoryId) => watchers.announce(repositoryId), options);
    this.#reading = reading;
    this.#writes = writes;
    this.#watchers = watchers;

    this.audit = {
      ...createAuditReads(db),
      addAuditEvent: (audit) => writes.execute({ kind: 'add_audit_event', audit }),
    };

    this.commits = createCommitReads(reading);
    this.workspaces = createWorkspaceReads(db, dialect);

    this.commitStatuses = {
      replaceCommitStatus: async (change) => refuseOwnedStatus(change, await writes.execute(change)),
      replaceCommitStatuses: (changes) => refuseOwnedStatuses(changes, writes.executeTogether(changes)),
      updateCommitStatus: async (change) => refuseOwnedStatus(change, await writes.execute(change)),
      voidCommitStatus: (voiding, audit) => writes.execute({ kind: 'void_status', ...voiding, audit }),
      restoreCommitStatus: (decision, audit) => writes.execute({ kind: 'restore_status', ...decision, audit }),
      removeCommitStatus: (decision, audit) => writes.execute({ kind: 'remove_status', ...decision, audit }),
      ...prepareCommitStatusReads(reading),
    };

    this.statusEvents = {
      ...prepareStatusEventReads(reading),
      watchStatusEvents: ({ repositoryId, wake }) => watchers.watch(repositoryId, wake),
    };

    this.statusHistory = createStatusHistoryReads(reading);

    this.repositories = {
      ...prepareRepositoryReads(reading),
      async addRepository(repository, audit) {
        const { added } = await writes.execute({ kind: 'add_repository', repository, audit });
        return { added };
      },
      changeRepository: (change, audit) => writes.execute({ kind: 'change_repository', ...change, audit }),
      setGitDirectory: (change, audit) => writes.execute({ kind: 'set_git_directory', ...change, audit }),
      async removeRepository(removal, audit) {
        const wasThere = await writes.execute({ kind: 'mark_repository_removed', ...removal, audit });
        let isPurged = false;
        while (!isPurged) isPurged = await writes.execute({ kind: 'purge_removed_repositories', limit: removalStep });
        return wasThere;
      },
    };

    this.pullRequests = {
      ...preparePullRequestReads(reading),
      addPullRequest: (added, audit) => writes.execute({ kind: 'add_pull_request', ...added, audit }),
      changePullRequest: (change, audit) => writes.execute({ kind: 'change_pull_request', ...change, audit }),
      mergePullRequest: (merge, audit) => writes.execute({ kind: 'merge_pull_request', ...merge, audit }),
      movePullRequests: (moves) => writes.execute({ kind: 'move_pull_requests', ...moves }),
    };

    this.webhooks = {
      ...createWebhookReads(db, dialect),
      addWebhook: (added, audit) => writes.execute({ kind: 'add_webhook', ...added, audit }),
      changeWebhook: (change, audit) => writes.execute({ kind: 'change_webhook', ...change, audit }),
      removeWebhook: (query, audit) => writes.execute({ kind: 'remove_webhook', ...query, audit }),
    };

    this.policies = {
      ...createRepositoryPolicyReads(db),
      async changePolicy(change, audit) {
        return (await writes.execute({ kind: 'change_policy', ...change, audit })).policy;
      },
      stopSilentStatuses: (step) => writes.execute({ kind: 'stop_silent_statuses', ...step }),
      pruneStatusEvents: (step) => writes.execute({ kind: 'prune_status_events', ...step }),
    };

    this.branchRestrictions = {
      ...createBranchRestrictionReads(db, dialect),
      addBranchRestriction: (added, audit) => writes.execute({ kind: 'add_branch_restriction', ...added, audit }),
      changeBranchRestriction: (change, audit) =>
        writes.execute({ kind: 'change_branch_restriction', ...change, audit }),
      removeBranchRestriction: (query, audit) => writes.execute({ kind: 'remove_branch_restriction', ...query, audit }),
    };

    this.requiredBuilds = {
      ...prepareRequiredBuildReads(reading),
      putRequiredBuilds: (put, audit) => writes.execute({ kind: 'put_required_builds', ...put, audit }),
    };

    this.accessTokens = {
      async addFirstAccessToken(first, audit) {
        // Every start of a server asks, and all but the first need not write.
        const known = await db.selectFrom('access_tokens').select('id').limit(1).executeTakeFirst();
        return known === undefined && writes.execute({ kind: 'add_first_access_token', ...first, audit });
      },
      addAccessToken: (token, audit) => writes.execute({ kind: 'add_access_token', token, audit }),
      revokeAccessToken: (revocation, audit) => writes.execute({ kind: 'revoke_access_token', ...revocation, audit }),
      touchAccessToken: (use) => writes.execute({ kind: 'touch_access_token', ...use }),
      ...prepareAccessTokenReads(reading),
    };

    this.accounts = {
      ...createAccountReads(db, dialect),
      addAccount: (account, audit) => writes.execute({ kind: 'add_account', account, audit }),
      changeAccount: (change, audit) => writes.execute({ kind: 'change_account', ...change, audit }),
      setPermission: (change, audit) => writes.execute({ kind: 'set_permission', ...change, audit }),
    };

    this.sessions = {
      ...prepareSessionReads(reading),
      addSession: (session, audit) => writes.execute({ kind: 'add_session', session, audit }),
      async removeSession(hash, audit) {
        await writes.execute({ kind: 'remove_session', hash, audit });
      },
      removeSessions: (accountId, audit) => writes.execute({ kind: 'remove_sessions', accountId, audit }),
    };
  }

  async checkReachable(): Promise<void> {
    await this.#reading.db.selectFrom('workspaces').select('id').limit(1).execute();
    await this.#writes.execute({ kind: 'check_reachable' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writes[Symbol.asyncDispose]();
    await this.#watchers[Symbol.asyncDispose]();
    await this.#reading.close();
  }
}
