import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../domain/error.ts';
import { isLoopback } from '../domain/loopback.ts';
import { parseAddressRanges } from './address-ranges.ts';
import { environmentVariable, type GivenOptions, type OptionName, options } from './options.ts';

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

/** Where data is moved from or to. */
export type MoveEnd =
  | SqliteStoreConfig
  | PostgresStoreConfig
  /** `-` is standard input or output. */
  | { readonly kind: 'ndjson'; readonly file: string };

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Everything that a server is told, checked. */
export interface Config {
  /** `dev` believes everybody, and therefore listens to this machine only. */
  readonly mode: 'dev' | 'serve';
  readonly host: string;
  readonly port: number;
  readonly store: StoreConfig;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Ranges of addresses, like `10.0.0.0/8`. */
  readonly trustedProxies: readonly string[];
  readonly strict: boolean;
  readonly logLevel: (typeof logLevels)[number];
}

/** What was given, by rising precedence: defaults, environment, flags. */
export interface GivenSettings {
  readonly flags: GivenOptions;
  readonly environment: GivenOptions;
}

const maxPort = 65_535;

/** One connection for short questions, and one at least for everything else. */
const minPoolSize = 2;

/** Throws invalid with every problem at once, a line each. */
export function parseConfig(mode: Config['mode'], settings: GivenSettings): Config {
  const problems: string[] = [];
  const read = createReader(settings, problems);
  const host = read.text('host') ?? '';
  const port = read.checked('port', parsePort) ?? 0;
  const publicUrl = read.checked('publicUrl', parseOrigin);
  const trustedProxies = read.checked('trustedProxies', parseTrustedProxies) ?? [];
  if (mode === 'dev' && !isLoopback(host)) {
    problems.push(
      `signalbox dev takes anybody's word for who they are, so it listens on this machine only, and ${host} is not that. Use signalbox serve to be reached from elsewhere.`,
    );
  }
  const isDecided = (['publicUrl', 'trustedProxies'] as const).some((name) => read.text(name) !== undefined);
  if (mode === 'serve' && !isLoopback(host) && !isDecided) {
    problems.push(
      `On ${host}, access tokens would cross the network unencrypted. Put a proxy that speaks TLS in front and name what it is reached at with --public-url https://…, or the proxy itself with --trusted-proxies; on a network that you trust, name this server's own with --public-url http://….`,
    );
  }
  const config: Config = {
    mode,
    host,
    port,
    store: readStore(read, problems, { allowsMemory: mode === 'dev' }),
    publicUrl,
    trustedProxies,
    strict: read.isSwitchedOn('strict'),
    logLevel: read.checked('logLevel', parseLogLevel) ?? 'warn',
  };
  return checked(config, problems);
}

/** The same for commands that work on the store alone. */
export function parseStoreConfig(settings: GivenSettings): StoreConfig {
  const problems: string[] = [];
  return checked(readStore(createReader(settings, problems), problems, { allowsMemory: false }), problems);
}

/** What `signalbox migrate` moves, and where to. */
export function parseMoveConfig(settings: GivenSettings): { readonly from: MoveEnd; readonly to: MoveEnd } {
  const problems: string[] = [];
  const read = createReader(settings, problems);
  const [from, to] = [readMoveEnd('from', read, problems), readMoveEnd('to', read, problems)];
  const isPipe = from.kind === 'ndjson' && from.file === '-';
  if (problems.length === 0 && !isPipe && isDeepStrictEqual(from, to)) {
    problems.push('--from (SIGNALBOX_FROM) and --to (SIGNALBOX_TO) are the same place.');
  }
  return checked({ from, to }, problems);
}

function readMoveEnd(name: 'from' | 'to', read: Reader, problems: string[]): MoveEnd {
  const text = read.text(name) ?? '';
  if (isPostgresUrl(text)) return readPostgresStore(text, read, problems);
  const [, kind, place = ''] = /^(sqlite|ndjson):(.+)$/s.exec(text) ?? [];
  if (kind === undefined) {
    // It may hold a password, and so is not repeated.
    problems.push(
      `--${name} (${environmentVariable(options[name])}) is sqlite:DIR, postgres://user:password@host:5432/database, or ndjson:FILE.`,
    );
  }
  if (kind === 'ndjson') return { kind, file: place === '-' ? place : resolve(place) };
  return { kind: 'sqlite', dataDirectory: resolve(place) };
}

function checked<Result extends object>(result: Result, problems: readonly string[]): Result {
  if (problems.length > 0) throw new ServiceError('invalid', problems.join('\n'));
  return Object.freeze(result);
}

type Reader = ReturnType<typeof createReader>;

function createReader({ flags, environment }: GivenSettings, problems: string[]) {
  const find = (name: OptionName) => (flags[name] === '' ? undefined : flags[name]) ?? environment[name];
  const reader = {
    text(name: OptionName): string | undefined {
      const value = find(name) ?? ('defaultValue' in options[name] ? options[name].defaultValue : undefined);
      return typeof value === 'string' ? value : undefined;
    },

    /** The value as the parser reads it; what the parser finds wrong with it becomes a problem. */
    checked<Value>(name: OptionName, parse: (text: string) => Parsed<Value>): Value | undefined {
      const text = reader.text(name);
      if (text === undefined) return undefined;
      const parsed = parse(text);
      if ('value' in parsed) return parsed.value;
      problems.push(
        `--${options[name].name} (${environmentVariable(options[name])}) ${parsed.problem}, not '${text}'.`,
      );
      return undefined;
    },

    isSwitchedOn(name: OptionName): boolean {
      const value = find(name);
      if (typeof value !== 'string') return value === true;
      if (['1', 'true', 'yes', 'on'].includes(value.toLowerCase())) return true;
      if (['0', 'false', 'no', 'off'].includes(value.toLowerCase())) return false;
      problems.push(`${environmentVariable(options[name])} is 1 or 0, not '${value}'.`);
      return false;
    },
  };
  return reader;
}

type Parsed<Value> = { readonly value: Value } | { readonly problem: string };

function readStore(read: Reader, problems: string[], { allowsMemory }: { allowsMemory: boolean }): StoreConfig {
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

function readPostgresStore(url: string, read: Reader, problems: string[]): PostgresStoreConfig {
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

function isPostgresUrl(text: string): boolean {
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

function parsePort(text: string): Parsed<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= maxPort ? { value: port } : { problem: `is a number from 0 to ${maxPort}` };
}

function parseLogLevel(text: string): Parsed<Config['logLevel']> {
  const level = logLevels.find((known) => known === text);
  return level ? { value: level } : { problem: `is one of ${logLevels.join(', ')}` };
}

function parseOrigin(text: string): Parsed<string> {
  const url = URL.parse(text);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && text.replace(/\/$/, '') === url.origin;
  return isOrigin ? { value: url.origin } : { problem: 'is an origin without a path, like https://builds.example.com' };
}

function parseTrustedProxies(text: string): Parsed<readonly string[]> {
  const ranges = parseAddressRanges(text);
  return ranges
    ? { value: ranges }
    : {
        problem:
          'is a list, separated by commas, of IP addresses, ranges like 10.0.0.0/8, and the words loopback, linklocal and uniquelocal',
      };
}
