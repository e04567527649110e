import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bound, Reach, RepositoryRange } from '../../src/domain/reach.ts';
import { fullName, type Repository, type Workspace } from '../../src/domain/repository.ts';
import type { Store } from '../../src/store/store.ts';
import { addRepository, describeStores } from '../support/describe-stores.ts';

/** Two workspaces with private and public repositories, one with nothing but private ones, and one that is empty by now. */
const names = ['acme/api', 'acme/lib', 'other/api', 'other/lib', 'secret/api', 'gone/api'] as const;

interface World {
  readonly repositories: readonly Repository[];
  readonly workspaces: readonly Workspace[];
}

async function makeWorld(store: Store): Promise<World> {
  const added: Repository[] = [];
  for (const name of names) {
    const [workspace = '', slug = ''] = name.split('/');
    const settings = { isPrivate: slug === 'api' };
    added.push(await addRepository(store, slug, { workspace, settings }));
  }
  const gone = added.filter(({ workspace }) => workspace.slug === 'gone');
  for (const { id } of gone) await store.repositories.removeRepository({ repositoryId: id, at: 2 });
  const widgets = await store.repositories.findRepository({ workspace: 'acme', slug: 'widgets' });
  const workspaces = new Map(added.map(({ workspace }) => [workspace.id, workspace]));
  return {
    repositories: [...added.filter((one) => !gone.includes(one)), ...(widgets ? [widgets] : [])].toSorted((a, b) =>
      fullName(a) < fullName(b) ? -1 : 1,
    ),
    workspaces: [...workspaces.values()].toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
  };
}

function reachIn({ repositories, workspaces }: World): fc.Arbitrary<Reach> {
  const workspaceId = fc.constantFrom(...workspaces.map(({ id }) => id), 4711);
  const repositoryId = fc.constantFrom(...repositories.map(({ id }) => id), 4711);
  const bound: fc.Arbitrary<Bound> = fc.oneof(
    fc.record({ workspaceId }),
    fc.record({ repositoryId }),
    fc.record({ workspaceId, repositoryId }),
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant('everything' as const) },
    { weight: 6, arbitrary: fc.array(bound, { maxLength: 3 }) },
  );
}

function holds(reach: Reach, { id, workspace }: Repository): boolean {
  if (reach === 'everything') return true;
  return reach.some(
    (bound) => [undefined, workspace.id].includes(bound.workspaceId) && [undefined, id].includes(bound.repositoryId),
  );
}

function isIn({ includesPublic, reach }: RepositoryRange, repository: Repository): boolean {
  return (includesPublic && !repository.isPrivate) || holds(reach, repository);
}

function touches(range: RepositoryRange, workspace: Workspace, { repositories }: World): boolean {
  if (range.reach === 'everything') return true;
  const isWhole = range.reach.some((one) => one.repositoryId === undefined && one.workspaceId === workspace.id);
  return isWhole || repositories.some((one) => one.workspace.id === workspace.id && isIn(range, one));
}

/** The elements that one of the reaches holds, with the place of the last that does. */
function rankAll<T>(elements: readonly T[], reaches: readonly Reach[], meets: (reach: Reach, one: T) => boolean) {
  return elements
    .map((value) => ({ value, rank: reaches.findLastIndex((reach) => meets(reach, value)) }))
    .filter(({ rank }) => rank !== -1);
}

const page = { offset: 0, limit: 100 };

describeStores((current) => {
  test('lists what is in ranges as they are in memory', async () => {
    const { store } = current();
    const world = await makeWorld(store);
    const rangeOf = fc.record({ includesPublic: fc.boolean(), reach: reachIn(world) });

    await fc.assert(
      fc.asyncProperty(fc.array(rangeOf, { maxLength: 2 }), async (ranges) => {
        const repositories = world.repositories.filter((one) => ranges.every((range) => isIn(range, one)));
        const workspaces = world.workspaces.filter((one) => ranges.every((range) => touches(range, one, world)));

        const listed = await store.repositories.listRepositories({ ranges, ...page });
        expect(listed).toEqual({ values: repositories, size: repositories.length });
        expect((await store.workspaces.listWorkspaces({ ranges, ...page })).values).toEqual(workspaces);
        for (const range of ranges) {
          for (const workspace of world.workspaces) {
            const found = await store.workspaces.findWorkspace(workspace.slug, range);
            expect(found).toEqual(touches(range, workspace, world) ? workspace : undefined);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('ranks what is in reaches as they are in memory', async () => {
    const { store } = current();
    const world = await makeWorld(store);

    await fc.assert(
      fc.asyncProperty(fc.array(reachIn(world), { minLength: 1, maxLength: 3 }), async (reaches) => {
        const repositories = rankAll(world.repositories, reaches, holds);
        const workspaces = rankAll(world.workspaces, reaches, (reach, one) =>
          touches({ includesPublic: false, reach }, one, world),
        );

        const listed = await store.repositories.listRankedRepositories({ reaches, ...page });
        expect(listed).toEqual({ values: repositories, size: repositories.length });
        expect((await store.workspaces.listRankedWorkspaces({ reaches, ...page })).values).toEqual(workspaces);
        const sort = { field: 'rank', descending: true } as const;
        const filter = { kind: 'equals', field: 'rank', values: [0, 2], negated: false } as const;
        expect((await store.repositories.listRankedRepositories({ reaches, sort, filter, ...page })).values).toEqual(
          repositories.filter(({ rank }) => rank !== 1).toSorted((a, b) => b.rank - a.rank),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('counts and pages what is in a range alone', async () => {
    const { store } = current();
    await makeWorld(store);
    const ranges = [{ includesPublic: true, reach: [] }];

    const { values, size } = await store.repositories.listRepositories({ ranges, offset: 1, limit: 1 });

    // acme/lib, acme/widgets, other/lib
    expect([values.map(fullName), size]).toEqual([['acme/widgets'], 3]);
    expect((await store.workspaces.listWorkspaces({ ranges, offset: 0, limit: 1 })).size).toBe(2);
  });

  test('takes a reach of a few thousand bounds', async () => {
    const { store, repositoryId } = current();
    const bounds = Array.from({ length: 1000 }, (_, index) => [
      { workspaceId: 10_000 + index },
      { repositoryId: 10_000 + index },
      { workspaceId: 10_000 + index, repositoryId },
    ]).flat();
    const reach = [...bounds, { repositoryId }];

    expect(
      (await store.repositories.listRankedRepositories({ reaches: [bounds, reach], ...page })).values,
    ).toMatchObject([{ rank: 1, value: { id: repositoryId } }]);
    expect((await store.workspaces.listWorkspaces({ ranges: [{ includesPublic: false, reach }], ...page })).size).toBe(
      1,
    );
  });
});
