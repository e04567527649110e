import { resolve } from 'node:path';
import { checked, createReader, type GivenSettings, type Parsed, type Reader } from './setting-reader.ts';

export interface PostgresStoreConfig {
  readonly kind: 'postgres';
  /** Holds a password; not for logs. */
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
}

export interface SqliteStoreConfig {
  readonly kind: 'sqlite';
  readonly dataDirectory: string;
}

export type StoreConfig = SqliteStoreConfig | PostgresStoreConfig | { readonly kind: 'memory' };

/** One connection for short questions, and one at least for everything else. */
const minPoolSize = 2;

/** For commands that work on the store alone. Throws invalid with every problem at once, a line each. */
export function parseStoreConfig(settings: GivenSettings): StoreConfig {
  const problems: string[] = [];
  return checked(readStore(createReader(settings, problems), problems, { allowsMemory: false }), problems);
}

/** Where the data is, of everything that was given. */
export function readStore(read: Reader, problems: string[], { allowsMemory }: { allowsMemory: boolean }): StoreConfig {
  const url = read.text('databaseUrl');
  if (read.isSwitchedOn('memory')) {
    if (allowsMemory && url === undefined) return { kind: 'memory' };
    problems.push(
      allowsMemory
        ? '--memory (SIGNALBOX_MEMORY) and --database-url (SIGNALBOX_DATABASE_URL) exclude each other: leave one of them out.'
        : '--memory (SIGNALBOX_MEMORY) is for signalbox dev: anything else would forget what it was told.',
    );
  }
  if (url !== undefined) return readPostgresStore(url, read, problems);
  return { kind: 'sqlite', dataDirectory: resolve(read.text('data') ?? '') };
}

/** How the database of that address is reached. */
export function readPostgresStore(url: string, read: Reader, problems: string[]): PostgresStoreConfig {
  // It may hold a password, and so is not repeated.
  if (!isPostgresUrl(url)) {
    problems.push(
      '--database-url (SIGNALBOX_DATABASE_URL) is an address like postgres://user:password@host:5432/database.',
    );
  }
  return {
    kind: 'postgres',
    url,
    poolSize: read.checked('databasePoolSize', parsePoolSize) ?? minPoolSize,
    statementTimeoutMs: read.checked('databaseStatementTimeout', parseSeconds) ?? 0,
    lockTimeoutMs: read.checked('databaseLockTimeout', parseSeconds) ?? 0,
  };
}

export function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\/\S+$/.test(text);
}

function parsePoolSize(text: string): Parsed<number> {
  const size = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return size >= minPoolSize ? { value: size } : { problem: `is a number from ${minPoolSize} to 9999` };
}

function parseSeconds(text: string): Parsed<number> {
  const milliseconds = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : Number.NaN;
  return Number.isNaN(milliseconds) ? { problem: 'is a number of seconds' } : { value: milliseconds };
}
