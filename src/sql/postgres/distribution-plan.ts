/** What is small and read everywhere: each node has a copy. In the order of their foreign keys. */
export const referenceTables = [
  'workspaces',
  'repositories',
  'repository_aliases',
  'accounts',
  'account_permissions',
  'access_tokens',
  'sessions',
] as const;

/** What belongs to a repository: kept on one node for each. In the order of their foreign keys. */
export const distributedTables = [
  'commits',
  'commit_statuses',
  'status_events',
  'pull_requests',
  'pull_request_reviewers',
  'webhook_subscriptions',
  'repository_policies',
  'branch_restrictions',
  'required_builds',
  'audit_events',
] as const;

/** What only administration reads, on the coordinator. */
export const localTables = ['migrations', 'moves'] as const;

const [leader] = distributedTables;

/**
 * The lock of a repository has to be taken on the one node that keeps the repository, by every writer: also inside a
 * transaction, where Citus calls a function on the coordinator unless it is told to delegate it there, too. The lock of the
 * registry is one for all, and stays on the coordinator.
 */
const functions = [
  "select create_distributed_function('lock_registry()')",
  "select create_distributed_function('find_commit_ids(bigint, bytea[])')",
  ...['lock_repository(bigint)', 'put_commit_statuses(bigint, json, status_entry[])'].map(
    (name) =>
      `select create_distributed_function('${name}', 'of_repository', colocate_with => '${leader}', force_delegation => true)`,
  ),
] as const;

/**
 * The statements that tell Citus how to distribute the tables, but for those where it has been done. The functions are told of
 * again each time, because a migration may have replaced them.
 */
export function planDistribution(done: ReadonlySet<string>): readonly string[] {
  const isToDo = (table: string) => !done.has(table);
  return [
    // A table that refers to one with copies on all nodes cannot be distributed over several connections at once.
    "set local citus.multi_shard_modify_mode to 'sequential'",
    ...referenceTables.filter(isToDo).map((table) => `select create_reference_table('${table}')`),
    ...distributedTables.filter(isToDo).map(distribute),
    ...functions,
  ];
}

/** The rows of a repository lie together, so that its tables can be joined where they are. */
function distribute(table: string): string {
  const colocation = table === leader ? 'none' : leader;
  return `select create_distributed_table('${table}', 'repository_id', colocate_with => '${colocation}')`;
}
