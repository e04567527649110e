import type { Client } from 'pg';
import { type CitusStatus, compareSchema, type DatabaseStatus, type RowCount } from '../database-status.ts';
import { describeAddress, type PostgresSettings } from './connection-settings.ts';
import { listDistributed, readCitusState } from './distribute.ts';
import { listApplied, migrations } from './migrate.ts';
import { withConnection } from './with-connection.ts';

/** A table up to this size is counted in a moment; of a larger one the planner has an estimate. */
const mostCountedBytes = 64 * 1024 * 1024;

/** Looks at a database, and changes nothing in it. Throws unavailable when it cannot be reached. */
export function readDatabaseStatus(settings: PostgresSettings): Promise<DatabaseStatus> {
  return withConnection(settings, async (client) => {
    await client.query('set default_transaction_read_only to on');
    const schema = compareSchema(migrations, await listApplied(client));
    const citus = await readCitusStatus(client);
    // Of a distributed table, the coordinator has neither rows nor estimates.
    const isCountable = schema.number > 0 && schema.isUsable && citus.distributed.length === 0;
    return {
      kind: 'postgres',
      address: describeAddress(settings.url),
      ...(await readServer(client)),
      schema,
      rows: isCountable ? await countRows(client) : undefined,
      citus,
    };
  });
}

async function readServer(client: Client): Promise<Pick<DatabaseStatus, 'version' | 'bytes' | 'connections'>> {
  const { rows } = await client.query(`select current_setting('server_version') as version,
    pg_database_size(current_database()) as bytes,
    (select count(*) from pg_stat_activity where backend_type = 'client backend') as used,
    current_setting('max_connections')::integer as limit`);
  const { version, bytes, used, limit } = rows[0];
  return { version, bytes, connections: { used, limit } };
}

async function readCitusStatus(client: Client): Promise<CitusStatus> {
  const state = await readCitusState(client);
  return { state, distributed: state === 'created' ? await listDistributed(client) : [] };
}

async function countRows(client: Client): Promise<DatabaseStatus['rows']> {
  return {
    workspaces: await countTable(client, 'workspaces'),
    repositories: await countTable(client, 'repositories'),
    statuses: await countTable(client, 'commit_statuses'),
    events: await countTable(client, 'status_events'),
  };
}

async function countTable(client: Client, table: string): Promise<RowCount> {
  const { rows } = await client.query(
    'select pg_relation_size(oid) as bytes, reltuples as estimate from pg_class where oid = to_regclass($1)',
    [table],
  );
  const { bytes, estimate } = rows[0];
  if (bytes > mostCountedBytes && estimate >= 0) return { count: Math.round(estimate), precision: 'about' };
  const counted = await client.query(`select count(*) as count from ${table}`);
  return { count: counted.rows[0].count, precision: 'exact' };
}
