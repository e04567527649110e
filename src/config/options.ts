/** A setting that can be given as `--name` or as `SIGNALBOX_NAME`. */
export interface OptionDeclaration {
  /** As in the flag, without the dashes in front. */
  readonly name: string;
  /** What stands for the value in the help; absent for a switch. */
  readonly placeholder?: string;
  readonly description: string;
  readonly defaultValue?: string;
  /** Whether it may be given more than once; in the environment, each value has a line of its own. */
  readonly isRepeatable?: boolean;
}

/** Every setting, once: flags, environment variables, help and documentation follow this list. */
export const options = {
  host: {
    name: 'host',
    placeholder: 'HOST',
    description: 'address to listen on',
    defaultValue: '127.0.0.1',
  },
  port: {
    name: 'port',
    placeholder: 'PORT',
    description: 'port to listen on; 0 takes any free one',
    defaultValue: '4020',
  },
  data: {
    name: 'data',
    placeholder: 'DIR',
    description: 'directory of the SQLite database, made when it is missing',
    defaultValue: './signalbox-data',
  },
  memory: { name: 'memory', description: 'keep everything in memory, and forget it at the end' },
  databaseUrl: {
    name: 'database-url',
    placeholder: 'URL',
    description: 'a PostgreSQL database in place of the SQLite one: postgres://USER:PASSWORD@HOST:PORT/DATABASE',
  },
  databasePoolSize: {
    name: 'database-pool-size',
    placeholder: 'NUMBER',
    description: 'the most connections to PostgreSQL that this process opens',
    defaultValue: '10',
  },
  databaseStatementTimeout: {
    name: 'database-statement-timeout',
    placeholder: 'SECONDS',
    description: 'the longest that a statement in PostgreSQL may take; 0 is for ever',
    defaultValue: '30',
  },
  databaseLockTimeout: {
    name: 'database-lock-timeout',
    placeholder: 'SECONDS',
    description: 'the longest that a statement in PostgreSQL waits for another writer; 0 is for ever',
    defaultValue: '10',
  },
  from: {
    name: 'from',
    placeholder: 'SOURCE',
    description: 'where the data is: sqlite:DIR, postgres://…, or ndjson:FILE (ndjson:- is standard input)',
  },
  to: {
    name: 'to',
    placeholder: 'TARGET',
    description: 'where it is to be: sqlite:DIR, postgres://…, or ndjson:FILE (ndjson:- is standard output)',
  },
  publicUrl: {
    name: 'public-url',
    placeholder: 'URL',
    description: 'origin that links begin with, for a server behind a proxy; else that of the request',
  },
  trustedProxies: {
    name: 'trusted-proxies',
    placeholder: 'ADDRESSES',
    description:
      'proxies whose X-Forwarded headers links and limits follow: IP addresses, ranges, or loopback, linklocal, uniquelocal',
  },
  behindProxy: {
    name: 'behind-proxy',
    description: 'a proxy that speaks TLS stands in front, and what this server hears comes from it alone',
  },
  tlsCert: {
    name: 'tls-cert',
    placeholder: 'FILE',
    description: 'speak TLS with the certificate in this file (PEM, those that lead to its authority behind it)',
  },
  tlsKey: {
    name: 'tls-key',
    placeholder: 'FILE',
    description: 'the private key of that certificate (PEM, without a passphrase)',
  },
  insecureHttp: {
    name: 'insecure-http',
    description: 'let passwords and access tokens cross the network readable',
  },
  tokenRateLimit: {
    name: 'token-rate-limit',
    placeholder: 'RATE',
    description: 'the most requests that are answered for one access token: 1000/hour, 600/minute, 50/second, or off',
    defaultValue: 'off',
  },
  addressRateLimit: {
    name: 'address-rate-limit',
    placeholder: 'RATE',
    description:
      'the same for one address, of requests that bring no access token or a wrong one; unless told, off in dev and 1200/minute in serve',
  },
  strict: {
    name: 'strict',
    description: "insist on bitbucket.org's own limits: keys of 40 characters, a url with a public host",
  },
  bitbucketScopes: {
    name: 'bitbucket-scopes',
    description:
      'let the scope repository report builds, as on bitbucket.org, where whoever may read may write statuses',
  },
  sharedStatuses: {
    name: 'shared-statuses',
    description: 'let whoever may report builds overwrite the statuses of other accounts, too',
  },
  oidcIssuer: {
    name: 'oidc-issuer',
    placeholder: 'URL',
    description: 'a provider of OpenID Connect that people sign in with on pages, as it calls itself',
  },
  oidcClientId: {
    name: 'oidc-client-id',
    placeholder: 'ID',
    description: 'what this server is called at that provider',
  },
  oidcClientSecret: {
    name: 'oidc-client-secret',
    placeholder: 'SECRET',
    description: 'by what the provider knows this server; the environment keeps it out of the list of processes',
  },
  server: {
    name: 'server',
    placeholder: 'URL',
    description: 'the server to ask, like https://builds.example.com',
  },
  repository: {
    name: 'repository',
    placeholder: 'WORKSPACE/SLUG',
    description: 'the repository that is meant, like acme/widgets',
  },
  commit: {
    name: 'commit',
    placeholder: 'HASH',
    description: 'a commit by its hash, whole or its first 7 digits or more',
  },
  branch: {
    name: 'branch',
    placeholder: 'NAME',
    description: 'a branch',
  },
  pullRequest: {
    name: 'pull-request',
    placeholder: 'NUMBER',
    description: 'a pull request by its number',
  },
  key: {
    name: 'key',
    placeholder: 'KEY',
    description: 'only the status with this key, which has to be there; may be repeated',
    isRepeatable: true,
  },
  timeout: {
    name: 'timeout',
    placeholder: 'TIME',
    description: 'the longest to wait, like 90s, 30m, 2h or 1d',
    defaultValue: '30m',
  },
  failFast: { name: 'fail-fast', description: 'end with the first failure, while other builds still run' },
  logLevel: {
    name: 'log-level',
    placeholder: 'LEVEL',
    description: 'least serious log line to write: debug, info, warn, error or silent',
    defaultValue: 'warn',
  },
} as const satisfies Record<string, OptionDeclaration>;

export type OptionName = keyof typeof options;

/** What was given for each setting; `true` for a switch. */
export type GivenOptions = Readonly<Partial<Record<OptionName, string | boolean>>>;

/** The environment variable of a setting. */
export function environmentVariable({ name }: OptionDeclaration): string {
  return `SIGNALBOX_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** A setting as people are told of it, both ways of giving it. */
export function spellOption(name: OptionName): string {
  return `--${options[name].name} (${environmentVariable(options[name])})`;
}

/** What says how a PostgreSQL database is reached that was named. */
export const connectionOptions = [
  'databasePoolSize',
  'databaseStatementTimeout',
  'databaseLockTimeout',
] as const satisfies readonly OptionName[];

/** What says how many requests are answered. */
export const limitOptions = ['tokenRateLimit', 'addressRateLimit'] as const satisfies readonly OptionName[];

/** What says where the data is, and how it is reached. */
export const storeOptions = ['data', 'databaseUrl', ...connectionOptions] as const satisfies readonly OptionName[];

/** What says how a server is reached that others can reach. */
export const transportOptions = [
  'behindProxy',
  'tlsCert',
  'tlsKey',
  'insecureHttp',
] as const satisfies readonly OptionName[];

/** What says which server a command asks, and about what. */
export const remoteOptions = ['server', 'repository'] as const satisfies readonly OptionName[];

/** What says whose builds are meant: one of them. */
export const targetOptions = ['commit', 'branch', 'pullRequest'] as const satisfies readonly OptionName[];

/** What says who signs people in that need no password here. */
export const oidcOptions = ['oidcIssuer', 'oidcClientId', 'oidcClientSecret'] as const satisfies readonly OptionName[];
