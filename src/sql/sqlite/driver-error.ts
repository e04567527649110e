import { ServiceError } from '../../domain/error.ts';

/** SQLite's primary result codes (the low byte of the extended ones) that say that the database cannot serve just now. */
const unavailable: Readonly<Record<number, string>> = {
  5: 'The database is busy with another writer.',
  6: 'The database is busy with another writer.',
  8: 'The database is read-only.',
  10: 'The database could not be read or written.',
  11: 'The database file is damaged.',
  13: 'The disk of the database is full.',
  14: 'The database could not be opened.',
  26: 'The database file is not one of SQLite.',
};

/** The failure that the port documents for an error of the driver; anything else is returned as it came. */
export function toDomainError(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const message = unavailable[code & 0xff];
  return message === undefined ? error : new ServiceError('unavailable', message, { cause: error });
}

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
