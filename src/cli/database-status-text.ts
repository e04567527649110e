import type { readDatabaseStatus } from '../server/database-administration.ts';

type DatabaseStatus = Awaited<ReturnType<typeof readDatabaseStatus>>;

const kinds = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

const unitsOfBytes = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A line for each fact, its name in front. */
export function describeStatus(status: DatabaseStatus): string {
  const { kind, address, version, bytes, rows, connections } = status;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['address', address],
    ['database', `${kinds[kind]} ${version}`],
    ['schema', describeSchema(status)],
    ['size', describeBytes(bytes)],
    ...Object.entries(rows ?? {}).map(([name, count]) => [name, describeCount(count)] as const),
    ['connections', connections && `${connections.used} of ${connections.limit} in use`],
    ['Citus', describeCitus(status)],
  ];
  return facts.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(13)}${text}`])).join('\n');
}

/** The same for programs. */
export function presentStatus({ schema, rows, connections, citus, ...status }: DatabaseStatus) {
  const { isUsable, ...numbers } = schema;
  return {
    ...status,
    schema: { ...numbers, is_usable: isUsable },
    rows: rows ?? null,
    connections: connections ?? null,
    citus: citus ?? null,
  };
}

function describeSchema({ schema: { number, missing, newer, isUsable } }: DatabaseStatus): string {
  const parts = [
    ...(missing.length > 0 ? [`${missing.join(', ')} to come with signalbox database migrate`] : []),
    ...(newer.length > 0 ? ['written by a newer version'] : []),
    ...(isUsable ? [] : ['which this one cannot work with']),
  ];
  return `${number === 0 ? 'none' : number}, ${parts.join(', ') || 'the newest that this version knows'}`;
}

type RowCount = NonNullable<DatabaseStatus['rows']>[keyof NonNullable<DatabaseStatus['rows']>];

function describeCount({ count, precision }: RowCount): string {
  const prefix = { exact: '', about: 'about ', over: 'more than ' }[precision];
  return `${prefix}${count.toLocaleString('en')}`;
}

function describeBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), unitsOfBytes.length - 1);
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${unitsOfBytes[power]}`;
}

function describeCitus({ citus }: DatabaseStatus): string | undefined {
  if (citus === undefined) return undefined;
  if (citus.state === 'missing') return 'not installed';
  if (citus.state === 'available') return 'installed, and not used by this database';
  return citus.distributed.length === 0
    ? 'in use; no table is distributed yet, which signalbox database distribute does'
    : `in use; distributed are ${citus.distributed.join(', ')}`;
}
