import { expect, test } from 'vitest';
import { describeStatus, presentStatus } from './database-status-text.ts';

const sqlite: Parameters<typeof describeStatus>[0] = {
  kind: 'sqlite',
  address: '/data/signalbox.sqlite',
  version: '3.50.4',
  schema: { number: 5, missing: [], newer: [], isUsable: true },
  bytes: 999,
  rows: {
    workspaces: { count: 1, precision: 'exact' },
    repositories: { count: 20, precision: 'exact' },
    statuses: { count: 1_000_000, precision: 'over' },
    events: { count: 12_345_678, precision: 'exact' },
  },
  connections: undefined,
  citus: undefined,
};

test('tells a line for each fact', () => {
  expect(describeStatus(sqlite)).toBe(
    [
      'address      /data/signalbox.sqlite',
      'database     SQLite 3.50.4',
      'schema       5, the newest that this version knows',
      'size         999 bytes',
      'workspaces   1',
      'repositories 20',
      'statuses     more than 1,000,000',
      'events       12,345,678',
    ].join('\n'),
  );
});

test.each([
  [{ number: 0, missing: ['0001_a.sql'], newer: [], isUsable: true }, 'none, 0001_a.sql to come with'],
  [{ number: 6, missing: [], newer: [6], isUsable: true }, /6, written by a newer version$/m],
  [{ number: 6, missing: [], newer: [6], isUsable: false }, 'newer version, which this one cannot work with'],
])('tells of the schema %j', (schema, text) => {
  expect(describeStatus({ ...sqlite, schema })).toMatch(text);
});

test.each([
  [1000, '1.0 kB'],
  [12_345_678, '12.3 MB'],
  [5_000_000_000_000_000, '5000.0 TB'],
])('tells a size of %i bytes', (bytes, text) => {
  expect(describeStatus({ ...sqlite, bytes })).toContain(`size         ${text}\n`);
});

test.each([
  [{ state: 'missing', distributed: [] } as const, 'not installed'],
  [{ state: 'available', distributed: [] } as const, 'installed, and not used by this database'],
  [{ state: 'created', distributed: [] } as const, 'no table is distributed yet'],
  [{ state: 'created', distributed: ['commits'] } as const, 'distributed are commits'],
])('tells of Citus: %j', (citus, text) => {
  expect(describeStatus({ ...sqlite, citus })).toMatch(new RegExp(`^Citus {8}.*${text}`, 'm'));
});

test('leaves out what is not known, and says null of it to programs', () => {
  const status = { ...sqlite, rows: undefined };

  expect(describeStatus(status)).not.toContain('events');
  expect(presentStatus(status)).toEqual({
    kind: 'sqlite',
    address: '/data/signalbox.sqlite',
    version: '3.50.4',
    schema: { number: 5, missing: [], newer: [], is_usable: true },
    bytes: 999,
    rows: null,
    connections: null,
    citus: null,
  });
});
