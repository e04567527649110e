import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/sql/postgres/migrate.ts';
import { createDatabase, dropDatabase } from './databases.ts';
import { startPostgres } from './postgres-server.ts';
import { testSettings } from './postgres-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the server on which tests make databases of their own. */
    readonly postgresUrl: string;
    /** The name of a database with the newest schema and nothing in it. */
    readonly postgresTemplate: string;
  }
}

/** The server that is named, or one from npm. Without either, the tests fail. */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  await using parts = new AsyncDisposableStack();
  const given = process.env.SIGNALBOX_TEST_DATABASE_URL;
  const url = given || parts.use(await startPostgres()).url;
  const template = await createDatabase(url);
  parts.defer(() => dropDatabase(url, template.name));
  await migrate(testSettings(template.url));
  project.provide('postgresUrl', url);
  project.provide('postgresTemplate', template.name);
  const opened = parts.move();
  return () => opened.disposeAsync();
}
