import type { Migration } from '../list-migrations.ts';
import { createDatabaseFile } from './database-file.ts';
import { toDomainError } from './driver-error.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';

/** Brings the database of a data directory, both made where they are missing, to the newest schema, as `migrate` does. */
export function migrateFile(dataDirectory: string): readonly Migration[] {
  try {
    using database = openDatabase(createDatabaseFile(dataDirectory));
    return migrate(database);
  } catch (error) {
    throw toDomainError(error);
  }
}
