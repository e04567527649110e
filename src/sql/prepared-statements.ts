import { hash } from 'node:crypto';

const names = new Map<string, string>();

/** Under which a server keeps the plan. It follows from the text: behind a connection pooler, processes share it. */
export function nameOfStatement(sql: string): string {
  return `signalbox_${hash('sha256', sql).slice(0, 16)}`;
}

/** Says that a statement which the query builder sends comes again and again, so that a database server may keep its plan. */
export function prepareStatement(sql: string): void {
  names.set(sql, nameOfStatement(sql));
}

/** The name of a statement of which that was said; `undefined` for any other. */
export function findPreparedName(sql: string): string | undefined {
  return names.get(sql);
}
