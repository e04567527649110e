import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';
import { onSmallDisk, pathWithin, takeSpace } from '../support/small-disk.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const description = 'd'.repeat(4000);

/** More than fit on the disk. */
const enough = 3000;

test('a full disk refuses writes and loses none, is read meanwhile, and takes writes again when there is space', {
  timeout: 120_000,
}, async () => {
  using directory = createTemporaryDirectory();
  const wrapper = onSmallDisk(directory.path, 8);
  await using program = await startProgram(['dev', '--port', '0', '--data', join(directory.path, 'data')], { wrapper });
  using filler = takeSpace(pathWithin(program, join(directory.path, 'filler')), 4);
  const acknowledged: string[] = [];
  const post = async (key: string) => {
    const json = { key, state: 'FAILED', description };
    const answer = await call(buildUrl(program.baseUrl), { method: 'POST', json });
    if (answer.status === 201) acknowledged.push(key);
    return answer;
  };
  const get = async (key: string) => (await call(buildUrl(program.baseUrl, { key }))).status;

  let refused = await post('0');
  for (let number = 1; refused.status === 201 && number < enough; number += 1) refused = await post(`${number}`);
  const others = await Promise.all(['a', 'b', 'c'].map(post));

  expect(acknowledged.length).toBeGreaterThan(50);
  for (const { status, headers, body } of [refused, ...others]) {
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect(body.error.message).toBe('The disk of the database is full.');
  }
  expect((await call(`${program.baseUrl}/healthz`)).status).toBe(200);
  expect([await get('0'), await get('a')]).toEqual([200, 404]);
  expect(readKeys(program, directory.path)).toEqual({ statuses: acknowledged.toSorted(), events: acknowledged });

  filler[Symbol.dispose]();
  const later = await Promise.all(['x', 'y', 'z'].map(post));

  expect(later.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await call(`${program.baseUrl}/readyz`)).status).toBe(200);
  expect(readKeys(program, directory.path)).toEqual({ statuses: acknowledged.toSorted(), events: acknowledged });
});

/** What is in the database, read from a copy of its files while nobody writes. */
function readKeys(program: RunningProgram, directory: string) {
  using copy = createTemporaryDirectory();
  for (const file of ['signalbox.sqlite', 'signalbox.sqlite-wal']) {
    const path = pathWithin(program, join(directory, 'data', file));
    if (existsSync(path)) copyFileSync(path, join(copy.path, file));
  }
  using database = new DatabaseSync(join(copy.path, 'signalbox.sqlite'));
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const keys = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map(({ key }) => String(key));
  return {
    statuses: keys('select key from commit_statuses').toSorted(),
    events: keys('select key from status_events order by id'),
  };
}
