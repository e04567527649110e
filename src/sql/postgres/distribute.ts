import type { Client } from 'pg';
import { ServiceError } from '../../domain/error.ts';
import type { CitusState } from '../database-status.ts';
import { describeAddress, type PostgresSettings } from './connection-settings.ts';
import { distributedTables, planDistribution, referenceTables } from './distribution-plan.ts';
import { listMissing } from './migrate.ts';
import { ddlLockTimeoutMs, withConnection } from './with-connection.ts';

/**
 * Distributes the tables with Citus, in one transaction, and gives those that were not distributed before. Throws conflict,
 * and changes nothing, when there is no Citus or the schema is not the newest.
 */
export function distribute(settings: PostgresSettings): Promise<readonly string[]> {
  return withConnection(settings, async (client) => {
    const address = describeAddress(settings.url);
    checkCitus(await readCitusState(client), address);
    if ((await listMissing(client)).length > 0) {
      throw new ServiceError(
        'conflict',
        `${address} does not have the newest schema. Run signalbox database migrate first.`,
      );
    }
    return distributeTables(client);
  });
}

export async function readCitusState(client: Client): Promise<CitusState> {
  const { rows } = await client.query(
    "select installed_version is not null as is_created from pg_available_extensions where name = 'citus'",
  );
  if (rows[0] === undefined) return 'missing';
  return rows[0].is_created ? 'created' : 'available';
}

function checkCitus(state: CitusState, address: string): void {
  if (state === 'missing') {
    throw new ServiceError(
      'conflict',
      `The server of ${address} does not have Citus, so nothing was distributed. Install it on every node, as docs/scaling.md tells, or take a service that has it.`,
    );
  }
  if (state === 'available') {
    throw new ServiceError(
      'conflict',
      `Citus is installed, but ${address} does not use it yet, so nothing was distributed. Run "create extension citus;" there as a superuser, and this command again.`,
    );
  }
}

/** What has been distributed, of our tables. Foreign keys make Citus list tables of which it keeps no more than the one copy. */
export async function listDistributed(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query(
    "select logicalrelid::regclass::text as name from pg_dist_partition where partmethod = 'h' or repmodel = 't'",
  );
  const names = new Set(rows.map(({ name }) => name));
  return [...referenceTables, ...distributedTables].filter((table) => names.has(table));
}

/** The same without looking whether there is Citus. */
export async function distributeTables(client: Client): Promise<readonly string[]> {
  await client.query('begin');
  await client.query(`set local lock_timeout = ${ddlLockTimeoutMs}`);
  const before = new Set(await listDistributed(client));
  for (const statement of planDistribution(before)) await client.query(statement);
  await client.query('commit');
  return [...referenceTables, ...distributedTables].filter((table) => !before.has(table));
}
