import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../domain/error.ts';
import { createDatabaseTarget } from '../moving/database-target.ts';
import type { RowSource, RowTarget } from '../moving/move-rows.ts';
import { countRows, readDatabase } from '../moving/read-database.ts';
import { checkIsNewest } from '../schema-version.ts';
import { createDatabaseFile, databasePath } from './database-file.ts';
import { toDomainError } from './driver-error.ts';
import { openKysely } from './kysely-database.ts';
import { checkNoMove, listApplied, migrate, migrations } from './migrate.ts';
import { openDatabase } from './open-database.ts';

/** Reads what a data directory holds at this moment; servers may go on writing. Changes nothing. */
export async function openSqliteSource(dataDirectory: string): Promise<RowSource> {
  const path = databasePath(dataDirectory);
  if (!existsSync(path)) throw new ServiceError('not_found', `There is no data of Signalbox in ${dataDirectory}.`);
  using opening = new DisposableStack();
  try {
    const database = opening.use(new DatabaseSync(path, { readOnly: true }));
    checkIsNewest(path, migrations, listApplied(database));
    const version = () => database.prepare('pragma data_version').get()?.data_version;
    const opened = version();
    // Until it ends, every read sees what was there at the first one.
    database.exec('begin');
    checkNoMove(database, path);
    const db = openKysely(database);
    const counts = await countRows(db);
    opening.move();
    return {
      name: `sqlite:${dataDirectory}`,
      counts,
      batches: () => readDatabase(db),
      async hasChanged() {
        database.exec('commit');
        return version() !== opened;
      },
      [Symbol.asyncDispose]: () => db.destroy(),
    };
  } catch (error) {
    throw toDomainError(error);
  }
}

/** Makes the directory and the database where they are missing. */
export function openSqliteTarget(dataDirectory: string): RowTarget {
  const path = createDatabaseFile(dataDirectory);
  try {
    const database = openDatabase(path);
    migrate(database);
    const continueNumbers = async () => continueRepositories(database);
    return createDatabaseTarget({ name: path, db: openKysely(database), continueNumbers });
  } catch (error) {
    throw toDomainError(error);
  }
}

/**
 * The database begins behind the largest number by itself, but what the audit knows of a removed repository would be told of the
 * next one that got its number.
 */
function continueRepositories(database: DatabaseSync): void {
  database.exec(`
    insert into sqlite_sequence (name, seq)
      select 'repositories', 0 where not exists (select 1 from sqlite_sequence where name = 'repositories');
    update sqlite_sequence set seq = max(seq, (select coalesce(max(repository_id), 0) from audit_events))
      where name = 'repositories'`);
}
