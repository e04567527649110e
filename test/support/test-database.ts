import { inject } from 'vitest';
import { createDatabase, dropDatabase } from './databases.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly name: string;
}

/** A database of the running test's own, with the newest schema unless it is to be empty. */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const database = await createDatabase(server, isEmpty ? undefined : inject('postgresTemplate'));
  return { ...database, [Symbol.asyncDispose]: () => dropDatabase(server, database.name) };
}
