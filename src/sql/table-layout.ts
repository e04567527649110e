import type { Tables } from './tables.ts';

export type TableName = keyof Tables;

/** What a column holds, the same on every database; null is left open. */
export type ColumnKind = 'integer' | 'text' | 'bytes';

export interface TableLayout {
  readonly name: TableName;
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnKind>>;
}

function layout<Name extends TableName>(
  name: Name,
  key: readonly (keyof Tables[Name] & string)[],
  columns: Readonly<Record<keyof Tables[Name] & string, ColumnKind>>,
): TableLayout {
  return { name, key, columns };
}

/** Every table with data of people's, parents before their children. A test holds it to the databases themselves. */
export const tableLayouts: readonly TableLayout[] = [
  layout('workspaces', ['id'], { id: 'integer', uuid: 'bytes', slug: 'text', name: 'text', created_on: 'integer' }),
  layout('repositories', ['id'], {
    id: 'integer',
    uuid: 'bytes',
    workspace_id: 'integer',
    slug: 'text',
    name: 'text',
    description: 'text',
    is_private: 'integer',
    has_issues: 'integer',
    has_wiki: 'integer',
    fork_policy: 'text',
    language: 'text',
    website: 'text',
    main_branch: 'text',
    project_key: 'text',
    project_name: 'text',
    git_directory: 'text',
    created_on: 'integer',
    updated_on: 'integer',
    removed_on: 'integer',
  }),
  layout('repository_aliases', ['workspace_id', 'slug'], {
    workspace_id: 'integer',
    slug: 'text',
    repository_id: 'integer',
  }),
  layout('accounts', ['id'], {
    id: 'integer',
    uuid: 'bytes',
    kind: 'text',
    name: 'text',
    display_name: 'text',
    email: 'text',
    password_hash: 'text',
    oidc_issuer: 'text',
    oidc_subject: 'text',
    is_active: 'integer',
    created_on: 'integer',
  }),
  layout('account_permissions', ['account_id', 'workspace_id', 'repository_id'], {
    account_id: 'integer',
    workspace_id: 'integer',
    repository_id: 'integer',
    level: 'text',
  }),
  layout('access_tokens', ['id'], {
    id: 'integer',
    uuid: 'bytes',
    kind: 'text',
    account_id: 'integer',
    name: 'text',
    secret_hash: 'bytes',
    workspace_id: 'integer',
    repository_id: 'integer',
    scopes: 'text',
    key_patterns: 'text',
    consumer_id: 'integer',
    created_on: 'integer',
    expires_on: 'integer',
    last_used_on: 'integer',
    revoked_on: 'integer',
  }),
  layout('sessions', ['id'], {
    id: 'integer',
    hash: 'bytes',
    account_id: 'integer',
    token_id: 'integer',
    created_on: 'integer',
    expires_on: 'integer',
  }),
  layout('webhook_subscriptions', ['repository_id', 'uuid'], {
    repository_id: 'integer',
    uuid: 'bytes',
    url: 'text',
    description: 'text',
    is_active: 'integer',
    events: 'text',
    secret: 'text',
    skips_cert_verification: 'integer',
    keeps_history: 'integer',
    created_on: 'integer',
  }),
  layout('pull_requests', ['repository_id', 'id'], {
    repository_id: 'integer',
    id: 'integer',
    title: 'text',
    description: 'text',
    state: 'text',
    is_draft: 'integer',
    author_uuid: 'bytes',
    author_name: 'text',
    source_branch: 'text',
    source_commit: 'bytes',
    destination_branch: 'text',
    destination_commit: 'bytes',
    follows_branch: 'integer',
    closes_source_branch: 'integer',
    merge_commit: 'bytes',
    closed_by_uuid: 'bytes',
    closed_by_name: 'text',
    reason: 'text',
    created_on: 'integer',
    updated_on: 'integer',
  }),
  layout('pull_request_reviewers', ['repository_id', 'pull_request_id', 'position'], {
    repository_id: 'integer',
    pull_request_id: 'integer',
    position: 'integer',
    uuid: 'bytes',
    name: 'text',
  }),
  layout('repository_policies', ['repository_id'], {
    repository_id: 'integer',
    in_progress_timeout: 'integer',
    history_retention: 'integer',
    pruned_through: 'integer',
    last_restriction_id: 'integer',
  }),
  layout('branch_restrictions', ['repository_id', 'id'], {
    repository_id: 'integer',
    id: 'integer',
    kind: 'text',
    branch_match_kind: 'text',
    branch_type: 'text',
    pattern: 'text',
    value: 'integer',
    users: 'text',
    groups: 'text',
  }),
  layout('required_builds', ['repository_id', 'position'], {
    repository_id: 'integer',
    position: 'integer',
    branch: 'text',
    keys: 'text',
    paths: 'text',
  }),
  layout('commits', ['repository_id', 'id'], {
    repository_id: 'integer',
    id: 'integer',
    hash: 'bytes',
    message: 'text',
    author: 'text',
    date: 'text',
    seen_on: 'integer',
  }),
  layout('commit_statuses', ['repository_id', 'commit_id', 'key'], {
    repository_id: 'integer',
    commit_id: 'integer',
    key: 'text',
    uuid: 'bytes',
    state: 'text',
    name: 'text',
    description: 'text',
    url: 'text',
    refname: 'text',
    author: 'text',
    created_on: 'integer',
    updated_on: 'integer',
    owner_id: 'integer',
    attempt: 'integer',
    build_number: 'integer',
    void_reason: 'text',
    voided_by: 'text',
    voided_on: 'integer',
  }),
  layout('status_events', ['repository_id', 'id'], {
    repository_id: 'integer',
    id: 'integer',
    commit_id: 'integer',
    key: 'text',
    state: 'text',
    name: 'text',
    description: 'text',
    url: 'text',
    refname: 'text',
    author: 'text',
    occurred_on: 'integer',
    kind: 'text',
    old_state: 'text',
    attempt: 'integer',
    build_number: 'integer',
    reason: 'text',
  }),
  layout('audit_events', ['repository_id', 'id'], {
    repository_id: 'integer',
    id: 'integer',
    occurred_on: 'integer',
    action: 'text',
    account_uuid: 'bytes',
    account_name: 'text',
    token_uuid: 'bytes',
    address: 'text',
    repository_name: 'text',
    subject: 'text',
    commit_hash: 'bytes',
    details: 'text',
  }),
];

/**
 * The columns of a table that this version knows, for a statement that is prepared: one that takes all of them fails when a
 * newer version adds another.
 */
export function columnsOf<Name extends TableName>(name: Name) {
  const columns = tableLayouts.find((table) => table.name === name)?.columns ?? {};
  // `layout` has taken them for the columns of that very table.
  return Object.keys(columns).map((column) => `${name}.${column as keyof Tables[Name] & string}` as const);
}

/** Whether the rows belong to a repository, and go with it. What the audit tells of it stays. */
export function isOfRepository({ name, columns }: TableLayout): boolean {
  return 'repository_id' in columns && name !== 'audit_events';
}
