import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe } from 'vitest';
import type { Repository } from '../../src/domain/repository.ts';
import { defaultRepositorySettings, type RepositorySettings } from '../../src/domain/repository-settings.ts';
import type { Store } from '../../src/store/store.ts';
import { openFileStore, openMemoryStore, openPostgresTestStore, type TestStore } from './open-test-store.ts';

/** What each test begins with: a new store that holds `acme/widgets`. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly repositoryId: number;
}

/** Runs the tests for every kind of store; `current` gives the one of the running test. */
export function describeStores(define: (current: () => StoreUnderTest) => void): void {
  describe.each([
    ['a file', openFileStore],
    ['memory', openMemoryStore],
    ['PostgreSQL', openPostgresTestStore],
  ])('the store in %s', (_, openTestStore) => {
    let opened: TestStore;
    let repositoryId: number;
    beforeEach(async () => {
      opened = await openTestStore();
      repositoryId = (await addRepository(opened.store, 'widgets')).id;
    });
    afterEach(() => opened[Symbol.asyncDispose]());
    define(() => ({ store: opened.store, repositoryId }));
  });
}

/** Adds a repository to `acme`, unless told, and gives it as the store has it. */
export async function addRepository(
  { repositories }: Store,
  slug: string,
  { workspace = 'acme', settings = {} }: { workspace?: string; settings?: Partial<RepositorySettings> } = {},
): Promise<Repository> {
  await repositories.addRepository({
    address: { workspace, slug },
    uuid: newUuid(),
    workspaceUuid: newUuid(),
    settings: { ...defaultRepositorySettings(slug), ...settings },
    createdOn: 1,
  });
  const repository = await repositories.findRepository({ workspace, slug });
  if (repository === undefined) throw new Error(`${workspace}/${slug} is not there.`);
  return repository;
}

export function newUuid(): string {
  return `{${randomUUID()}}`;
}
