import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { createDatabase, dropDatabase, runSql } from '../../test/support/databases.ts';
import { testSettings } from '../../test/support/postgres-settings.ts';
import { type BenchStore, countRows, countTorn, missingAmong, selectNames } from './bench-store.ts';

/** An empty database on that server. */
export async function openPostgresBenchStore(server: string): Promise<BenchStore> {
  const { url, name } = await createDatabase(server);
  const first = async (statement: string) => (await runSql(url, statement))[0] as Readonly<Record<string, unknown>>;
  return {
    kind: 'PostgreSQL',
    flags: [],
    environment: { SIGNALBOX_DATABASE_URL: url },
    token: '',
    acknowledged: { created: 0, overwritten: 0 },
    async count() {
      const { statuses, events } = await first(countRows);
      return { statuses: Number(statuses), events: Number(events) };
    },
    open: () => openPostgresStore(testSettings(url)),
    async size() {
      const { size } = await first('select pg_database_size(current_database()) as size');
      return Number(size);
    },
    async findLost(builds) {
      const rows = (await runSql(url, selectNames)) as readonly { readonly name: string }[];
      const { torn } = await first(countTorn);
      return {
        lost: missingAmong(
          rows.map((row) => row.name),
          builds,
        ),
        torn: Number(torn),
      };
    },
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}
