import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Bound, Reach, RepositoryRange } from '../domain/reach.ts';

const workspaceId = sql.ref('repositories.workspace_id');
const repositoryId = sql.ref('repositories.id');

/** Whether a row of `repositories` is in the range. */
export function isInRange({ includesPublic, reach }: RepositoryRange): Expression<SqlBool> {
  const reached = isReached(reach);
  return includesPublic ? sql`(repositories.is_private = 0 or ${reached})` : reached;
}

/** Whether a row of `repositories` is within the reach. */
export function isReached(reach: Reach): Expression<SqlBool> {
  return reach === 'everything' ? sql`true` : isOneOf(boundConditions(reach));
}

/** Whether a row of `workspaces` has a repository in the range, or is all within its reach, empty or not. */
export function touchesRange({ includesPublic, reach }: RepositoryRange): Expression<SqlBool> {
  if (reach === 'everything') return sql`true`;
  const wholes = idsOf(reach.filter((bound) => bound.repositoryId === undefined).map((bound) => bound.workspaceId));
  const parts = boundConditions(reach.filter((bound) => bound.repositoryId !== undefined));
  const isShown = includesPublic ? [sql<SqlBool>`repositories.is_private = 0`, ...parts] : parts;
  return isOneOf([
    ...(wholes.length > 0 ? [sql<SqlBool>`workspaces.id in (${sql.join(wholes)})`] : []),
    ...(isShown.length > 0 ? [holdsRepository(isOneOf(isShown))] : []),
  ]);
}

/** The place, in the list, of the last reach that the row meets; null when there is none. */
export function rankAmong(
  reaches: readonly Reach[],
  meets: (reach: Reach) => Expression<SqlBool>,
): RawBuilder<number | null> {
  const cases = reaches.map((reach, rank) => sql`when ${meets(reach)} then ${sql.lit(rank)}`).toReversed();
  return sql`case ${sql.join(cases, sql` `)} end`;
}

function holdsRepository(condition: Expression<SqlBool>): RawBuilder<SqlBool> {
  return sql`workspaces.id in (
    select repositories.workspace_id from repositories where repositories.removed_on is null and ${condition})`;
}

/** A few lists rather than a condition for each bound: of those, databases take only so many. */
function boundConditions(bounds: readonly Bound[]): readonly Expression<SqlBool>[] {
  const workspaces = idsOf(
    bounds.filter((bound) => bound.repositoryId === undefined).map((bound) => bound.workspaceId),
  );
  const repositories = idsOf(bounds.filter((bound) => bound.workspaceId === undefined).map((one) => one.repositoryId));
  const pairs = bounds.filter((bound) => bound.workspaceId !== undefined && bound.repositoryId !== undefined);
  return [
    ...(workspaces.length > 0 ? [sql<SqlBool>`${workspaceId} in (${sql.join(workspaces)})`] : []),
    ...(repositories.length > 0 ? [sql<SqlBool>`${repositoryId} in (${sql.join(repositories)})`] : []),
    ...(pairs.length > 0
      ? [sql<SqlBool>`(${workspaceId}, ${repositoryId}) in (values ${sql.join(pairs.map(pair))})`]
      : []),
  ];
}

/** PostgreSQL would take a bare parameter of a list of values for a text. */
function pair(bound: Bound): Expression<unknown> {
  return sql`(cast(${bound.workspaceId} as bigint), cast(${bound.repositoryId} as bigint))`;
}

function idsOf(ids: readonly (number | undefined)[]): readonly number[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function isOneOf(conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}
