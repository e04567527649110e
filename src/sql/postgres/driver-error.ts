import { ServiceError } from '../../domain/error.ts';
import { repositoryIsGone } from '../lock-repository.ts';

/**
 * SQLSTATE codes, or classes of them, that say that the database cannot serve just now; the longest that fits counts.
 * See https://www.postgresql.org/docs/current/errcodes-appendix.html.
 */
const unavailable: Readonly<Record<string, string>> = {
  '08': 'The connection to the database was lost.',
  '25006': 'The database is read-only.',
  '28': 'The database refused the sign-in.',
  '3D000': 'The database does not exist.',
  '40001': 'The database was too busy with other writers.',
  '40P01': 'The database was too busy with other writers.',
  '42501': 'The user of the database may not do that.',
  '53': 'The database has run out of resources.',
  '53100': 'The disk of the database is full.',
  '53300': 'The database takes no more connections.',
  '55P03': 'The database is busy with another writer.',
  '57': 'The database is shutting down or starting.',
  '57014': 'The database took too long.',
  '58': 'The database could not be read or written.',
  XX: 'The database is damaged.',
};

/** What Node.js and the driver say of a connection that is not there. */
const lostConnection =
  /^(E(CONN|HOST|NET|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|NOENT|ACCES)|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|ERR_(TLS|SSL))/;
const lostConnectionMessage = /timeout|terminated|ended|not queryable|does not support SSL/i;

/** Raised by `put_commit_statuses`. */
const repositoryHasBeenRemoved = 'SB404';

/**
 * Two who give the same number to something new are kept apart by the repository's lock; on a distributed engine, where
 * not all take it on the same node, by the primary key.
 */
const retriable = new Set(['23505', '40001', '40P01']);

/** Whether the transaction was rolled back because of others, and may well succeed when it is done again. */
export function isConflictOfWriters(error: unknown): boolean {
  return retriable.has(codeOf(error) ?? '');
}

/**
 * Whether the connection on which it happened is of no use any more: it was lost, or what is prepared on it does not fit the
 * schema any more that a newer version has made.
 */
export function breaksConnection(error: unknown): boolean {
  const code = codeOf(error);
  return code === undefined || !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P|0A000|26000)/.test(code);
}

/** The failure that the port documents for an error of the driver; anything else is returned as it came. */
export function toDomainError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ServiceError) return error;
  const code = codeOf(error);
  if (code === repositoryHasBeenRemoved) return repositoryIsGone();
  const message = messageOf(error, code);
  return message === undefined ? error : new ServiceError('unavailable', message, { cause: error });
}

function messageOf(error: Error, code: string | undefined): string | undefined {
  const isLost = code === undefined ? lostConnectionMessage.test(error.message) : lostConnection.test(code);
  if (isLost) return 'The database cannot be reached.';
  return code === undefined ? undefined : (unavailable[code] ?? unavailable[code.slice(0, 2)]);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
