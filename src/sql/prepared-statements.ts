import { createHash } from 'node:crypto';

const names = new Map<string, string>();

/** Says that a statement comes again and again with other parameters, so that a database server may keep its plan. */
export function prepareStatement(sql: string): void {
  // It follows from the text: behind a connection pooler, processes share what was prepared.
  names.set(sql, `signalbox_${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`);
}

/** The name of a statement that comes again; `undefined` for any other. */
export function findPreparedName(sql: string): string | undefined {
  return names.get(sql);
}
