import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openSqliteStore } from '../../src/sql/sqlite/open-sqlite-store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { startCommand } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const statuses = 40;
const oldEvents = 100_000;
const kills = 3;

/** Statuses in their second attempt, and a long history of the first one. */
async function fill(dataDirectory: string, file: string): Promise<void> {
  await using store = openSqliteStore({ dataDirectory });
  const { id: repositoryId } = await addRepository(store, 'widgets');
  for (const [at, state] of (['FAILED', 'INPROGRESS', 'SUCCESSFUL'] as const).entries()) {
    for (let index = 0; index < statuses; index += 1) {
      await store.commitStatuses.replaceCommitStatus({
        kind: 'replace',
        repositoryId,
        commit: { hash: toCommitHash(hashFrom('c0ffee')) },
        key: `ci/${index}`,
        uuid: newUuid(),
        content: { state, name: '', description: '', url: '' },
        at: 1 + at,
      });
    }
  }
  const day = 24 * 3_600_000_000;
  await store.policies.changePolicy({ repositoryId, changes: { historyRetention: day } });
  using database = new DatabaseSync(file);
  database.exec(`
    with recursive counted (n) as (select 1 union all select n + 1 from counted where n < ${oldEvents})
    insert into status_events (repository_id, id, commit_id, key, state, name, description, url, occurred_on, attempt)
    select ${repositoryId}, ${statuses * 3} + n, 1, 'ci/' || (n % ${statuses}), 'FAILED', '', '', '', 9, 1 from counted`);
}

function look(database: DatabaseSync) {
  const first = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  return {
    statuses: JSON.stringify(database.prepare('select key, state, attempt from commit_statuses order by key').all()),
    current: first('select count(*) from status_events where attempt = 2'),
    old: first('select count(*) from status_events where attempt = 1'),
    prunedThrough: first('select pruned_through from repository_policies'),
    firstOldLeft: first('select coalesce(min(id), 0) from status_events where attempt = 1'),
  };
}

test('SIGKILL in the middle of deleting old history loses nothing current, and the rest is deleted afterwards', {
  timeout: 120_000,
}, async () => {
  using directory = createTemporaryDirectory();
  const file = join(directory.path, 'signalbox.sqlite');
  await fill(directory.path, file);
  using database = new DatabaseSync(file, { readOnly: true });
  const before = look(database);
  expect(before).toMatchObject({ current: 2 * statuses, old: statuses + oldEvents, prunedThrough: 0 });

  let last = before;
  for (let kill = 0; kill <= kills; kill += 1) {
    const child = startCommand(['dev', '--port', '0', '--data', directory.path]);
    const goal = kill < kills ? last.old - 1 : 1;
    // A loop without rest: the whole takes less than a second.
    while (look(database).old > goal) await setImmediate();
    child.process.kill('SIGKILL');
    await child.exited;
    last = look(database);
    expect(last).toMatchObject({ statuses: before.statuses, current: before.current });
    // What is gone and what is said to be gone went together: the steps go forward, and leave nothing of the old behind.
    expect(last.firstOldLeft).toBeGreaterThan(last.prunedThrough);
    if (kill < kills) expect(last.old).toBeGreaterThan(1);
  }
  expect(last.old).toBe(1);
  expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
});
