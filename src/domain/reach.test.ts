import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsIn, countsInAllOf, type Grant } from './grant.ts';
import type { Place } from './place.ts';
import { type Reach, reachOf, wholeReachOf } from './reach.ts';
import type { Repository } from './repository.ts';

const numbers = [1, 2, 3] as const;

const placeOf: fc.Arbitrary<Place> = fc.oneof(
  fc.constant({ kind: 'server' } as const),
  fc.record({ kind: fc.constant('workspace' as const), workspaceId: fc.constantFrom(...numbers) }),
  fc.record({ kind: fc.constant('repository' as const), repositoryId: fc.constantFrom(...numbers) }),
);

const grantOf: fc.Arbitrary<Grant> = fc.record({
  places: fc.array(placeOf, { minLength: 1, maxLength: 3 }),
  scopes: fc.constant(new Set()),
  givenScopes: fc.constant([]),
});

/** The repository of that number in the workspace of that number: all that counts here. */
function repositoryIn(workspaceId: number, id: number) {
  return { id, workspace: { id: workspaceId } } as Repository;
}

function holds(reach: Reach, { id, workspace }: Repository): boolean {
  if (reach === 'everything') return true;
  return reach.some(
    ({ workspaceId = workspace.id, repositoryId = id }) => workspaceId === workspace.id && repositoryId === id,
  );
}

const repositories = numbers.flatMap((workspaceId) => numbers.map((id) => repositoryIn(workspaceId, id)));

describe('the reach of grants', () => {
  test('holds exactly the repositories that one of them counts in', () => {
    fc.assert(
      fc.property(fc.array(grantOf, { maxLength: 4 }), (grants) => {
        for (const repository of repositories) {
          expect(holds(reachOf(grants), repository)).toBe(grants.some((grant) => countsIn(grant, repository)));
        }
      }),
    );
  });

  test('holds whole workspaces where one of them counts in all of one', () => {
    fc.assert(
      fc.property(fc.array(grantOf, { maxLength: 4 }), (grants) => {
        for (const workspaceId of numbers) {
          const counts = grants.some((grant) => countsInAllOf(grant, { kind: 'workspace', workspaceId }));

          // A number that no repository has stands for those to come.
          expect(holds(wholeReachOf(grants), repositoryIn(workspaceId, 9))).toBe(counts);
        }
      }),
    );
  });
});
