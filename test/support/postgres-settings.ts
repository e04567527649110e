import type { PostgresSettings } from '../../src/sql/postgres/connection-settings.ts';

/** The settings of a server that was told the address alone. */
export function testSettings(url: string): PostgresSettings {
  return { url, poolSize: 10, statementTimeoutMs: 30_000, lockTimeoutMs: 10_000 };
}
