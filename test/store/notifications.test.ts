import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, newUuid } from '../support/describe-stores.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { createTestDatabase } from '../support/test-database.ts';

test('every process is told which repository a status was written into', async () => {
  await using database = await createTestDatabase();
  await using store = await openPostgresStore(testSettings(database.url));
  const { id: repositoryId } = await addRepository(store, 'widgets');
  const listener = new Client(database.url);
  await listener.connect();
  const told: (string | undefined)[] = [];
  listener.on('notification', ({ payload }) => told.push(payload));
  await listener.query('listen signalbox_changes');

  await store.commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash: toCommitHash(hashFrom('c0ffee')) },
    key: 'ci',
    uuid: newUuid(),
    content: { state: 'FAILED', name: '', description: '', url: '' },
    at: 1,
  });

  await vi.waitFor(() => expect(told).toEqual([`${repositoryId}`]), { timeout: 5000 });
  await listener.end();
});
