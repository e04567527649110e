import type { AccessTokensTable } from './access-token-rows.ts';
import type { CommitsTable } from './commit-rows.ts';
import type { CommitStatusesTable } from './commit-status-rows.ts';
import type { RepositoriesTable, WorkspacesTable } from './repository-rows.ts';

/** The tables that are read through Kysely, the same on every database. */
export interface Tables {
  readonly access_tokens: AccessTokensTable;
  readonly commit_statuses: CommitStatusesTable;
  readonly commits: CommitsTable;
  readonly repositories: RepositoriesTable;
  readonly workspaces: WorkspacesTable;
}
