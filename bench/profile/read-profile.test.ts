import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readProfile } from './read-profile.ts';

const place = 'file:///srv/signalbox';

test('adds up by room, package and module of Node, and names no place of this machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const urls = [
    `${place}/dist/sql/sqlite/index.js`,
    `${place}/dist/sql/sqlite/index.js`,
    `${place}/dist/main.js`,
    `${place}/dist/packages/find-my-way.js`,
    `${place}/node_modules/pg/lib/result.js`,
    `${place}/node_modules/@scope/name/index.js`,
    'node:internal/streams/readable',
    '',
  ];
  const nodes = urls.map((url, id) => ({
    id,
    callFrame: { functionName: url === '' ? '(idle)' : 'f', url },
  }));
  const path = join(directory, 'one.cpuprofile');
  writeFileSync(
    path,
    JSON.stringify({ nodes, samples: urls.map((_, id) => id), timeDeltas: [5, 6, 1, 2, 3, 4, 7, 8] }),
  );

  const parts = readProfile(path);

  expect(parts).toEqual([
    { part: 'signalbox sql/sqlite', selfUs: 11 },
    { part: '(idle)', selfUs: 8 },
    { part: 'node:internal/streams', selfUs: 7 },
    { part: '@scope/name', selfUs: 4 },
    { part: 'pg', selfUs: 3 },
    { part: 'find-my-way', selfUs: 2 },
    { part: 'signalbox main', selfUs: 1 },
  ]);
});
