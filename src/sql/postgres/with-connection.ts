import { Client } from 'pg';
import { explainConnectionError } from './connection-error.ts';
import { type PostgresSettings, toClientConfig } from './connection-settings.ts';
import { toDomainError } from './driver-error.ts';

/** How long a change of the schema waits for those who use the table, while new ones queue behind it. */
export const ddlLockTimeoutMs = 30_000;

/**
 * Works on a connection of its own, for administration: its statements take as long as they take. When the connection ends
 * inside a transaction, the server rolls it back.
 */
export async function withConnection<Result>(
  settings: PostgresSettings,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(toClientConfig({ ...settings, statementTimeoutMs: 0, lockTimeoutMs: 0 }));
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw toDomainError(explainConnectionError(error, settings));
  } finally {
    await client.end();
  }
}
