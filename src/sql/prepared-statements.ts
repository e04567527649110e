import { createHash } from 'node:crypto';

export interface PreparedStatement {
  /** Follows from the text: behind a connection pooler, processes share what was prepared. */
  readonly name: string;
  /** Whether it only looks into an index, so that others may wait behind it. */
  readonly isShort: boolean;
}

const statements = new Map<string, PreparedStatement>();

/** Says that a statement comes again and again with other parameters, so that a database server may keep its plan. */
export function prepareStatement(sql: string, { isShort }: Pick<PreparedStatement, 'isShort'>): void {
  statements.set(sql, { name: `signalbox_${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`, isShort });
}

/** What was said of a statement that comes again; `undefined` for any other. */
export function findPrepared(sql: string): PreparedStatement | undefined {
  return statements.get(sql);
}
