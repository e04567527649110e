import type { Generated } from 'kysely';
import type { AccessTokensTable } from './access-token-rows.ts';
import type { AccountPermissionsTable, AccountsTable } from './account-rows.ts';
import type { AuditEventsTable } from './audit-event-rows.ts';
import type { BranchRestrictionsTable } from './branch-restriction-rows.ts';
import type { CommitsTable } from './commit-rows.ts';
import type { CommitStatusesTable } from './commit-status-rows.ts';
import type { MovesTable } from './moving/moves-table.ts';
import type { PullRequestReviewersTable, PullRequestsTable } from './pull-request-rows.ts';
import type { RepositoryPoliciesTable } from './repository-policy-rows.ts';
import type { RepositoriesTable, RepositoryAliasesTable, WorkspacesTable } from './repository-rows.ts';
import type { RequiredBuildsTable } from './required-build-rows.ts';
import type { SessionsTable } from './session-rows.ts';
import type { StatusEventsTable } from './status-event-rows.ts';
import type { WebhookSubscriptionsTable } from './webhook-rows.ts';

/** Numbered by the database. */
type Numbered<Row extends { readonly id: number }> = Omit<Row, 'id'> & { readonly id: Generated<number> };

/** The tables that are read through Kysely, the same on every database. */
export interface Tables {
  readonly access_tokens: Numbered<AccessTokensTable>;
  readonly account_permissions: AccountPermissionsTable;
  readonly accounts: Numbered<AccountsTable>;
  readonly audit_events: AuditEventsTable;
  readonly branch_restrictions: BranchRestrictionsTable;
  readonly commit_statuses: CommitStatusesTable;
  readonly commits: CommitsTable;
  readonly moves: MovesTable;
  readonly pull_request_reviewers: PullRequestReviewersTable;
  readonly pull_requests: PullRequestsTable;
  readonly repositories: Numbered<RepositoriesTable>;
  readonly repository_aliases: RepositoryAliasesTable;
  readonly repository_policies: RepositoryPoliciesTable;
  readonly required_builds: RequiredBuildsTable;
  readonly sessions: Numbered<SessionsTable>;
  readonly status_events: StatusEventsTable;
  readonly webhook_subscriptions: WebhookSubscriptionsTable;
  readonly workspaces: Numbered<WorkspacesTable>;
}
