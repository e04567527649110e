import type { Kysely } from 'kysely';
import type { PullRequest } from '../domain/pull-request.ts';
import type { MergeBasis } from '../store/pull-request-store.ts';
import { hexToBytes } from './binary.ts';
import type { Tables } from './tables.ts';

/** Whether what the merge of a pull request was decided by is still true, inside the caller's transaction. */
export async function isStillTrue(
  db: Kysely<Tables>,
  {
    repositoryId,
    source,
    basis,
  }: { readonly repositoryId: number; readonly basis: MergeBasis } & Pick<PullRequest, 'source'>,
): Promise<boolean> {
  if (source.commit !== basis.source.commit) return false;
  if (source.commit === undefined) return true;
  const rows = await db
    .selectFrom('commits')
    .innerJoin('commit_statuses', (join) =>
      join
        .onRef('commit_statuses.repository_id', '=', 'commits.repository_id')
        .onRef('commit_statuses.commit_id', '=', 'commits.id'),
    )
    .where('commits.repository_id', '=', repositoryId)
    .where('commits.hash', '=', hexToBytes(source.commit))
    .where((expression) =>
      expression.or([
        expression('commit_statuses.refname', 'is', null),
        expression('commit_statuses.refname', '=', source.branch),
      ]),
    )
    .select(['commit_statuses.key', 'commit_statuses.state', 'commit_statuses.void_reason'])
    .execute();
  const now = rows.map(({ key, state, void_reason: reason }) => [key, state, reason !== null]);
  const then = basis.statuses.map(({ key, state, voided }) => [key, state, voided !== undefined]);
  return inOneText(now) === inOneText(then);
}

function inOneText(statuses: readonly unknown[][]): string {
  return statuses
    .map((status) => JSON.stringify(status))
    .sort()
    .join();
}
