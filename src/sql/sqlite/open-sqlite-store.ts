import { CompiledQuery, type Kysely } from 'kysely';
import type { Store } from '../../store/store.ts';
import type { GroupCommitOptions } from '../group-commit.ts';
import type { SendPrepared } from '../prepared-query.ts';
import { SqlStore } from '../sql-store.ts';
import type { Tables } from '../tables.ts';
import { createDatabaseFile } from './database-file.ts';
import { toDomainError } from './driver-error.ts';
import { createFileChangeSignal, noChangeSignal } from './file-change-signal.ts';
import { createInlineWriter } from './inline-writer.ts';
import { openKysely } from './kysely-database.ts';
import { checkNoMove, migrate } from './migrate.ts';
import { inMemory, openDatabase } from './open-database.ts';
import { addDialectFunctions, sqliteDialect } from './sqlite-dialect.ts';
import { ThreadWriter } from './thread-writer.ts';
import { TurnReads } from './turn-reads.ts';

/**
 * Opens the store in the file of a data directory, made where it is missing, or in memory, and brings it to the newest
 * schema. Throws unavailable when the directory cannot be used, conflict when a newer version has written it, or a
 * move into it is not finished.
 */
export function openSqliteStore(
  at: { readonly dataDirectory: string } | 'memory',
  options?: GroupCommitOptions,
): Store {
  const path = at === 'memory' ? inMemory : createDatabaseFile(at.dataDirectory);
  try {
    const database = openDatabase(path);
    migrate(database);
    checkNoMove(database, path);
    addDialectFunctions(database);
    const db = openKysely(database);
    const isFile = at !== 'memory';
    const reads = new TurnReads(database);
    const writer = isFile ? new ThreadWriter(path, reads.end) : createInlineWriter(database, db);
    const changeSignal = isFile ? createFileChangeSignal(database) : noChangeSignal;
    const send = isFile ? reads.send : sendThrough(db);
    const close = async () => {
      reads.end();
      await db.destroy();
      if (database.isOpen) database.close();
    };
    return new SqlStore({ reading: { db, dialect: sqliteDialect, send, close }, writer, changeSignal }, options);
  } catch (error) {
    throw toDomainError(error);
  }
}

/** Waits with the writer, and with everybody else, for the one connection to a database in memory. */
function sendThrough(db: Kysely<Tables>): SendPrepared {
  return async ({ sql }, parameters) => (await db.executeQuery(CompiledQuery.raw(sql, [...parameters]))).rows;
}
