import { isLoopback } from '../domain/loopback.ts';
import { parseAddressRanges } from './address-ranges.ts';
import { type OidcConfig, readOidc } from './oidc-config.ts';
import { parseOrigin } from './parse-origin.ts';
import { type RateLimits, readRateLimits } from './rate-limits.ts';
import { checked, createReader, type GivenSettings, type Parsed } from './setting-reader.ts';
import { readStore, type StoreConfig } from './store-config.ts';
import { readTransport, type TransportConfig } from './transport-config.ts';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Everything that a server is told, checked. */
export interface Config extends TransportConfig {
  /** `dev` believes everybody, and therefore listens to this machine only. */
  readonly mode: 'dev' | 'serve';
  readonly host: string;
  readonly port: number;
  readonly store: StoreConfig;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Ranges of addresses, like `10.0.0.0/8`. */
  readonly trustedProxies: readonly string[];
  readonly rateLimits: RateLimits;
  readonly strict: boolean;
  /** Whether the scope `repository` lets its holder report builds. */
  readonly bitbucketScopes: boolean;
  /** Whether statuses may be overwritten by others than the account that made them. */
  readonly sharedStatuses: boolean;
  /** Absent in development, where everybody is believed. */
  readonly oidc: OidcConfig | undefined;
  readonly logLevel: (typeof logLevels)[number];
}

const maxPort = 65_535;

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
  const config: Config = {
    mode,
    host,
    port,
    store: readStore(read, problems, { allowsMemory: mode === 'dev' }),
    ...readTransport(read, problems, { mode, host, publicUrl }),
    publicUrl,
    trustedProxies,
    rateLimits: readRateLimits(read, mode),
    strict: read.isSwitchedOn('strict'),
    bitbucketScopes: read.isSwitchedOn('bitbucketScopes'),
    sharedStatuses: mode === 'dev' || read.isSwitchedOn('sharedStatuses'),
    oidc: mode === 'serve' ? readOidc(read, problems) : undefined,
    logLevel: read.checked('logLevel', parseLogLevel) ?? 'warn',
  };
  return checked(config, problems);
}

function parsePort(text: string): Parsed<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= maxPort ? { value: port } : { problem: `is a number from 0 to ${maxPort}` };
}

function parseLogLevel(text: string): Parsed<Config['logLevel']> {
  const level = logLevels.find((known) => known === text);
  return level ? { value: level } : { problem: `is one of ${logLevels.join(', ')}` };
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
