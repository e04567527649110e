import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { openAdministration } from '../../src/server/open-administration.ts';
import { distributedTables } from '../../src/sql/postgres/distribution-plan.ts';
import { openPostgresStore } from '../../src/sql/postgres/open-postgres-store.ts';
import { documentedCommit } from '../support/addresses.ts';
import { askEverything } from '../support/ask-everything.ts';
import { createDatabase, runSql } from '../support/databases.ts';
import { findUnrestricted } from '../support/find-unrestricted.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { testSettings } from '../support/postgres-settings.ts';
import { startServer } from '../support/start-server.ts';

const keepsStatements = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=all'];

test('every statement of a request, also inside functions, is about one repository', { timeout: 120_000 }, async () => {
  await using postgres = await startPostgres(keepsStatements);
  const { url: databaseUrl } = await createDatabase(postgres.url);
  await runSql(databaseUrl, 'create extension pg_stat_statements');
  using git = createGitRepository();
  git.commit('Make a gate');
  await addTied(databaseUrl, git.directory);
  await using server = await startServer({ memory: false, databaseUrl });
  await runSql(databaseUrl, 'select pg_stat_statements_reset()');

  await askEverything(server.baseUrl, ['acme/tied']);
  await readEvents(databaseUrl);
  await keepPolicy(databaseUrl);

  const statements = await readStatements(databaseUrl);
  for (const table of distributedTables) {
    // The tables have been read, written and emptied: otherwise nothing would have been looked at.
    for (const verb of ['from', 'insert into', ...(table === 'audit_events' ? [] : ['delete from'])]) {
      const found = statements.some((text) => new RegExp(`${verb} "?${table}"?\\b`, 'i').test(text));
      expect(found, `${verb} ${table}`).toBe(true);
    }
  }
  const wrong = statements.filter((text) => findUnrestricted(text).length > 0);
  // What was done on the whole server is asked of all nodes, and so is, in the background, where there is something to do.
  const ofAll = [
    / from "audit_events" order by "occurred_on"/,
    / from "repository_policies" inner join "repositories"/,
  ];
  expect(wrong.filter((text) => !ofAll.some((one) => one.test(text)))).toEqual([]);
  // Citus takes no subqueries in what is inserted, or given back of it.
  expect(statements.filter((text) => /^\s*insert into/i.test(text) && /\(\s*select/i.test(text))).toEqual([]);
});

async function addTied(url: string, gitPath: string): Promise<void> {
  await using administration = await openAdministration({ kind: 'postgres', ...testSettings(url) });
  await administration.addRepository({ address: { workspace: 'acme', slug: 'tied' }, gitPath });
}

/** What those ask who follow a repository, and who want to know what was done in it. */
async function readEvents(url: string): Promise<void> {
  await using store = await openPostgresStore(testSettings(url));
  const repository = await store.repositories.findRepository({ workspace: 'everything-0', slug: 'my-repo' });
  const repositoryId = repository?.id ?? 0;
  expect(await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 1 })).toHaveLength(1);
  expect(await store.statusEvents.findLastStatusEventId({ repositoryId })).toBeGreaterThan(1);
  expect(await store.audit.listAuditEvents({ repositoryId, offset: 0, limit: 1 })).toHaveLength(1);
}

/** What the server does by itself, of one repository after the other. */
async function keepPolicy(url: string): Promise<void> {
  await using store = await openPostgresStore(testSettings(url));
  const repository = await store.repositories.findRepository({ workspace: 'everything-1', slug: 'my-repo' });
  const repositoryId = repository?.id ?? 0;
  const at = 5_000_000_000_000_000;
  await store.commitStatuses.replaceCommitStatus({
    kind: 'replace',
    repositoryId,
    commit: { hash: toCommitHash(documentedCommit) },
    key: 'MY-BUILD',
    uuid: `{${randomUUID()}}`,
    content: { state: 'INPROGRESS', name: '', description: '', url: '' },
    at: 1,
  });
  await store.policies.changePolicy({ repositoryId, changes: { inProgressTimeout: 1, historyRetention: 1 } });
  expect(await store.policies.findPolicy({ repositoryId })).toEqual({ inProgressTimeout: 1, historyRetention: 1 });
  expect(await store.policies.stopSilentStatuses({ repositoryId, at, limit: 1 })).toBe(1);
  const { deleted } = await store.policies.pruneStatusEvents({ repositoryId, at: at + 2, after: 0, limit: 100 });
  expect(deleted).toBeGreaterThan(0);
}

async function readStatements(url: string): Promise<readonly string[]> {
  const rows = await runSql(
    url,
    'select query from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())',
  );
  return (rows as readonly { readonly query: string }[]).map(({ query }) => query);
}
