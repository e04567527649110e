import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export async function createDatabase(server: string, template?: string): Promise<{ url: string; name: string }> {
  const name = `signalbox_test_${randomBytes(6).toString('hex')}`;
  const from = template === undefined ? 'template0' : template;
  await runSql(server, `create database ${name} template ${from} encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, name };
}

/** Ends the connections that are still open to it. */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await runSql(server, `drop database if exists ${name} with (force)`);
}

/** Runs a statement on a connection of its own, and gives the rows. */
export async function runSql(url: string, text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
