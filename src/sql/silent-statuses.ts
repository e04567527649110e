import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Whether a build is in progress, and was last heard of before that moment. The state stands in the statement: SQLite would not find
 * the index of those in progress by a parameter.
 */
export function whereInProgressBefore(moment: Expression<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`commit_statuses.state = 'INPROGRESS' and commit_statuses.updated_on < ${moment}`;
}
