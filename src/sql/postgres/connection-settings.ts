import { userInfo } from 'node:os';
import { type ClientConfig, types } from 'pg';
import { parse, toClientConfig as toDriverConfig } from 'pg-connection-string';
import { ServiceError } from '../../domain/error.ts';

/** How a PostgreSQL database is reached, and what is asked of it. */
export interface PostgresSettings {
  /** `postgres://user:password@host:port/database?sslmode=…`, with the parameters of libpq. */
  readonly url: string;
  /** The most connections that one process opens. */
  readonly poolSize: number;
  /** The longest that a statement may take; 0 is for ever. */
  readonly statementTimeoutMs: number;
  /** The longest that a statement waits for another writer; 0 is for ever. */
  readonly lockTimeoutMs: number;
}

/** An unfinished transaction of a process that hangs keeps others out no longer than this. */
const idleTransactionTimeoutMs = 30_000;

/** Those of libpq that say what they do: `allow` and `prefer` go on without TLS where the server has none. */
const sslModes = ['disable', 'require', 'verify-ca', 'verify-full'];

/** How much longer than the server itself we wait for it to say that a statement took too long. */
const answerGraceMs = 5000;

/** The type of numbers of 8 bytes. All of ours fit into a number of JavaScript. */
const int8 = 20;

const getTypeParser = ((oid: number, format?: 'text') =>
  oid === int8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser;

/** How long it may take to open a connection. */
const connectionTimeoutMs = 5000;

/** Our transactions count on seeing what was committed before each statement. */
const isolation = '-c default_transaction_isolation=read\\ committed';

/** The driver's settings of one connection. Throws invalid when the address or a file that it names cannot be read. */
export function toClientConfig({ url, statementTimeoutMs, lockTimeoutMs }: PostgresSettings): ClientConfig {
  const { application_name = 'signalbox', options, ...config } = parseUrl(url);
  return {
    ...config,
    application_name,
    keepAlive: true,
    connectionTimeoutMillis: connectionTimeoutMs,
    types: { getTypeParser },
    options: options === undefined ? isolation : `${options} ${isolation}`,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    ...(statementTimeoutMs > 0 && { query_timeout: statementTimeoutMs + answerGraceMs }),
  };
}

/** `postgres://host:port/database` of an address, for people: without user, password and parameters. */
export function describeAddress(url: string): string {
  const { host, port, database } = parseUrl(url);
  return `postgres://${host ?? 'localhost'}${port ? `:${port}` : ''}/${database ?? ''}`;
}

/** Who signs in. */
export function userOf(url: string): string {
  return parseUrl(url).user ?? userInfo().username;
}

function parseUrl(url: string): ClientConfig {
  const sslMode = /[?&]sslmode=([^&]*)/.exec(url)?.[1];
  if (sslMode !== undefined && !sslModes.includes(sslMode)) {
    throw new ServiceError('invalid', `sslmode of the database is one of ${sslModes.join(', ')}, not '${sslMode}'.`);
  }
  try {
    const given = Object.entries(toDriverConfig(parse(url, { useLibpqCompat: true })));
    // What the address leaves out, the driver finds as libpq does.
    return Object.fromEntries(given.filter(([, value]) => value !== ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServiceError('invalid', `The address of the database cannot be used (${reason}).`, { cause });
  }
}
