import { expect, test } from 'vitest';
import type { RepositorySettings } from '../../src/domain/repository-settings.ts';
import { addRepository, describeStores } from '../support/describe-stores.ts';

const settings: RepositorySettings = {
  name: 'Widgets Ä',
  description: 'd',
  isPrivate: true,
  hasIssues: true,
  hasWiki: true,
  forkPolicy: 'no_forks',
  language: 'c',
  website: 'https://example.org',
  mainBranch: 'trunk',
  project: { key: 'WID', name: 'All widgets' },
};

describeStores((current) => {
  const find = (slug: string, workspace = 'acme') => current().store.repositories.findRepository({ workspace, slug });
  const findRenamed = (slug: string, workspace = 'acme') =>
    current().store.repositories.findRenamedRepository({ workspace, slug });

  function change(members: Partial<RepositorySettings>, slug?: string, repositoryId = current().repositoryId) {
    return current().store.repositories.changeRepository({ repositoryId, settings: members, slug, at: 20 });
  }

  test('keeps what is said of a repository when it is added', async () => {
    const added = await addRepository(current().store, 'gadgets', { settings });

    expect(added).toMatchObject({ slug: 'gadgets', ...settings, createdOn: 1, updatedOn: 1 });
  });

  test('changes the settings that are there', async () => {
    const before = await find('widgets');

    expect(await change({ isPrivate: true, mainBranch: 'trunk' })).toBe('changed');
    expect(await find('widgets')).toEqual({ ...before, isPrivate: true, mainBranch: 'trunk', updatedOn: 20 });
    expect(await change(settings)).toBe('changed');
    expect(await find('widgets')).toMatchObject({ slug: 'widgets', ...settings });
  });

  test('finds a renamed repository under its old slug, as long as no other has it', async () => {
    const { store, repositoryId } = current();
    await change({ name: 'Gadgets' }, 'gadgets');
    await change({ name: 'Gizmos' }, 'gizmos');

    expect((await find('gizmos'))?.id).toBe(repositoryId);
    for (const old of ['widgets', 'Gadgets']) {
      expect(await find(old)).toBeUndefined();
      expect(await findRenamed(old)).toEqual(await find('gizmos'));
    }
    expect(await findRenamed('gizmos')).toBeUndefined();
    expect(await findRenamed('widgets', 'other')).toBeUndefined();

    const taker = await addRepository(store, 'widgets');
    expect([(await find('widgets'))?.id, await findRenamed('widgets')]).toEqual([taker.id, undefined]);
    expect((await findRenamed('gadgets'))?.id).toBe(repositoryId);
  });

  test('renames back, and gives an old slug to whoever was called so last', async () => {
    const { store, repositoryId } = current();
    await change({}, 'gadgets');
    await change({}, 'widgets');
    expect([(await find('widgets'))?.id, (await findRenamed('gadgets'))?.id]).toEqual([repositoryId, repositoryId]);
    expect(await findRenamed('widgets')).toBeUndefined();

    const other = await addRepository(store, 'gadgets');
    await change({}, 'gizmos', other.id);
    expect((await findRenamed('gadgets'))?.id).toBe(other.id);
  });

  test('takes no slug that another repository has', async () => {
    const { store, repositoryId } = current();
    await addRepository(store, 'gadgets');

    expect(await change({ name: 'Gadgets' }, 'gadgets')).toBe('taken');
    expect(await find('widgets')).toMatchObject({ id: repositoryId, name: 'widgets', updatedOn: 1 });
  });

  test('gives a slug to one of two who want it at once', async () => {
    const { store, repositoryId } = current();
    const other = await addRepository(store, 'gadgets');

    const results = await Promise.all([change({}, 'gizmos', repositoryId), change({}, 'gizmos', other.id)]);

    expect(results.toSorted()).toEqual(['changed', 'taken']);
  });

  test('changes nothing of a removed repository, and finds it under no slug', async () => {
    const { store, repositoryId } = current();
    await change({}, 'gadgets');

    await store.repositories.removeRepository({ repositoryId, at: 30 });

    expect(await change({ name: 'x' })).toBe('gone');
    expect([await find('gadgets'), await findRenamed('widgets')]).toEqual([undefined, undefined]);
  });

  test('lists the repositories of one workspace, or of all, by workspace and slug', async () => {
    const { store } = current();
    const { workspace } = await addRepository(store, 'b', { workspace: 'zoo' });
    await addRepository(store, 'a', { workspace: 'zoo' });
    const names = async (workspaceId?: number, page = { offset: 0, limit: 10 }) => {
      const { values, size } = await store.repositories.listRepositories({ workspaceId, ...page });
      return { slugs: values.map(({ slug }) => slug), size };
    };

    expect(await names()).toEqual({ slugs: ['widgets', 'a', 'b'], size: 3 });
    expect(await names(workspace.id)).toEqual({ slugs: ['a', 'b'], size: 2 });
    expect(await names(undefined, { offset: 1, limit: 1 })).toEqual({ slugs: ['a'], size: 3 });
  });

  test('finds a workspace by its slug or UUID, and lists them by slug', async () => {
    const { store } = current();
    const { workspace: zoo } = await addRepository(store, 'a', { workspace: 'zoo' });
    await addRepository(store, 'a', { workspace: 'abc' });
    const { workspaces } = store;

    for (const identifier of ['zoo', 'ZOO', zoo.uuid, zoo.uuid.toUpperCase()]) {
      expect(await workspaces.findWorkspace(identifier)).toEqual(zoo);
    }
    expect(zoo).toMatchObject({ slug: 'zoo', name: 'zoo', createdOn: 1 });
    expect(await workspaces.findWorkspace('none')).toBeUndefined();
    const { values, size } = await workspaces.listWorkspaces({ offset: 1, limit: 10 });
    expect([values.map(({ slug }) => slug), size]).toEqual([['acme', 'zoo'], 3]);
    const sort = { field: 'slug', descending: true } as const;
    const filter = { kind: 'contains', field: 'name', text: 'C', negated: false } as const;
    const found = await workspaces.listWorkspaces({ filter, sort, offset: 0, limit: 1 });
    expect([found.values.map(({ slug }) => slug), found.size]).toEqual([['acme'], 2]);
  });
});
