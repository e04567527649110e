import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasScope, mayOverwriteOthers, requireKey, requireScopesAt } from '../domain/access.ts';
import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { LocatedPlace } from '../domain/located-place.ts';
import { type Permission, permissionLevels } from '../domain/permission.ts';
import type { WholePlace } from '../domain/place.ts';
import type { Repository } from '../domain/repository.ts';
import { defaultRepositorySettings } from '../domain/repository-settings.ts';
import { type Scope, type ScopeRules, scopes } from '../domain/scope.ts';
import { grantsOf } from './grants-of.ts';
import { requireHeldForPermission, requireHeldForToken, type TokenRights } from './require-held.ts';

const rules = { readersReportBuilds: false };

/** Two workspaces: one with two repositories, one with a single one; nobody but those with a right sees them. */
const repositories = [
  [1, 1],
  [2, 1],
  [3, 2],
].map(([id = 0, workspaceId = 0]): Repository => {
  const times = { createdOn: 1, updatedOn: 1 };
  const workspace = { id: workspaceId, uuid: '', slug: `w${workspaceId}`, name: '', createdOn: 1 };
  return { ...defaultRepositorySettings(`r${id}`), isPrivate: true, id, uuid: '', workspace, slug: `r${id}`, ...times };
});

const wholePlaces: readonly WholePlace[] = [
  { kind: 'server' },
  { kind: 'workspace', workspaceId: 1 },
  { kind: 'workspace', workspaceId: 2 },
];

const places: readonly LocatedPlace[] = [
  ...wholePlaces,
  ...repositories.map(({ id, workspace }) => ({
    kind: 'repository' as const,
    repositoryId: id,
    workspaceId: workspace.id,
  })),
];

const keys = ['ci/lint', 'ci/js/lint', 'ci/../x', 'ci', 'deploy', 'DEPLOY', '*', 'ci/*'];

function account(kind: Account['kind']): Account {
  return { id: 1, uuid: '', name: 'jane', kind, displayName: '', isActive: true, createdOn: 1 };
}

function tokenOf(rights: TokenRights, kind: Account['kind']): AccessToken {
  return { uuid: '', kind: 'token', name: '', account: account(kind), createdOn: 1, ...rights };
}

interface Holder {
  readonly kind: Account['kind'];
  readonly permissions: readonly Permission[];
  readonly token?: TokenRights | undefined;
}

function callerOf({ kind, permissions, token }: Holder, given: ScopeRules): Caller {
  const of = account(kind);
  return {
    account: of,
    grants: grantsOf({ account: of, permissions, token: token && tokenOf(token, kind) }, given),
  };
}

/** Everything that somebody may do, each as a sentence. */
function deedsOf(caller: Caller): ReadonlySet<string> {
  const deeds = repositories.flatMap((repository) => [
    ...scopes.filter((scope) => hasScope(caller, repository, scope)).map((scope) => `${repository.slug} ${scope}`),
    ...keys
      .filter((key) => succeeds(() => requireKey(caller, repository, key)))
      .flatMap((key) => [
        `${repository.slug} writes ${key}`,
        ...(mayOverwriteOthers(caller, repository, key) ? [`${repository.slug} overwrites ${key}`] : []),
      ]),
  ]);
  const whole = wholePlaces.flatMap((place) =>
    scopes
      .filter((scope) => succeeds(() => requireScopesAt(caller, place, [scope])))
      .map((scope) => `${JSON.stringify(place)} ${scope}`),
  );
  return new Set([...deeds, ...whole]);
}

function beyond(holds: ReadonlySet<string>, limits: ReadonlySet<string>): readonly string[] {
  return [...holds].filter((deed) => !limits.has(deed));
}

function succeeds(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

const anyScopes = fc.subarray([...scopes], { minLength: 1 });
const anyPatterns = fc.option(fc.subarray(['*', 'ci/*', 'ci/lint', 'deploy', 'c*', 'ci/../x'], { minLength: 1 }), {
  nil: undefined,
});
const anyRights: fc.Arbitrary<TokenRights> = fc.record({
  place: fc.constantFrom(...places),
  scopes: anyScopes,
  keyPatterns: anyPatterns,
});
const anyPermissions = fc.array(
  fc.record({ place: fc.constantFrom(...places), level: fc.constantFrom(...permissionLevels) }),
  { maxLength: 3 },
);
const anyHolder: fc.Arbitrary<Holder> = fc.oneof(
  fc.record({ kind: fc.constant('service' as const), permissions: fc.constant([]), token: anyRights }),
  fc.record({ kind: fc.constant('user' as const), permissions: anyPermissions, token: anyRights }),
);
const anyRules = fc.record({ readersReportBuilds: fc.boolean() });

describe('nobody gets more out of what somebody makes than that somebody may do:', () => {
  test('a token', () => {
    let made = 0;
    fc.assert(
      fc.property(anyHolder, anyRights, anyRules, (holder, wish, given) => {
        const maker = callerOf(holder, given);
        if (!succeeds(() => requireHeldForToken(maker, wish, { isBoundAnyway: false }))) return;
        made += 1;
        const holds = deedsOf(callerOf({ kind: 'service', permissions: [], token: wish }, given));
        expect(beyond(holds, deedsOf(maker))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(made).toBeGreaterThan(20);
  });

  test('a token of somebody who has signed in with a password', () => {
    let made = 0;
    fc.assert(
      fc.property(anyPermissions, anyRights, anyRules, (permissions, wish, given) => {
        const maker = callerOf({ kind: 'user', permissions }, given);
        if (!succeeds(() => requireHeldForToken(maker, wish, { isBoundAnyway: true }))) return;
        made += 1;
        const holds = deedsOf(callerOf({ kind: 'user', permissions, token: wish }, given));
        expect(beyond(holds, deedsOf(maker))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(made).toBeGreaterThan(20);
  });

  test('a permission', () => {
    let given = 0;
    fc.assert(
      fc.property(
        anyHolder,
        fc.constantFrom(...places),
        fc.constantFrom(...permissionLevels),
        (holder, place, level) => {
          const giver = callerOf(holder, rules);
          if (!succeeds(() => requireHeldForPermission(giver, { place, level }))) return;
          given += 1;
          const holds = deedsOf(callerOf({ kind: 'user', permissions: [{ place, level }] }, rules));
          expect(beyond(holds, deedsOf(giver))).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
    expect(given).toBeGreaterThan(20);
  });
});

test('whoever holds all of it may give all of it', () => {
  fc.assert(
    fc.property(anyRights, (rights) => {
      const maker = callerOf({ kind: 'service', permissions: [], token: rights }, rules);

      expect(() => requireHeldForToken(maker, rights, { isBoundAnyway: false })).not.toThrow();
    }),
  );
});

const widgets = places[3] as LocatedPlace;
const holder: TokenRights = { place: widgets, scopes: ['repository', 'buildstatus:write'], keyPatterns: ['ci/*'] };

describe('a refusal names what is missing', () => {
  const wishes: readonly (readonly [string, Partial<TokenRights>, object])[] = [
    [
      'a scope',
      { scopes: ['repository:write'] },
      { scopes: { required: ['repository:write'], granted: ['repository', 'buildstatus:write'] } },
    ],
    [
      'the rest of the server',
      { place: { kind: 'server' } },
      { scopes: { required: ['repository', 'buildstatus:write'] } },
    ],
    ['other keys', { keyPatterns: ['*'] }, { detail: 'Your credentials cover the keys ci/*.' }],
    ['any key', { keyPatterns: undefined }, { detail: 'Your credentials cover the keys ci/*.' }],
  ];

  test.each(wishes)('%s', (_, wish, details) => {
    const maker = callerOf({ kind: 'service', permissions: [], token: holder }, rules);

    expect(thrownBy(() => requireHeldForToken(maker, { ...holder, ...wish }, { isBoundAnyway: false }))).toMatchObject({
      code: 'forbidden',
      ...details,
    });
  });

  test('to overwrite what others have reported', () => {
    const scopes: readonly Scope[] = ['repository', 'buildstatus:write'];
    const maker = callerOf({ kind: 'service', permissions: [], token: { place: widgets, scopes } }, rules);

    expect(thrownBy(() => requireHeldForToken(maker, holder, { isBoundAnyway: false }))).toMatchObject({
      scopes: { required: ['repository:admin'], granted: scopes },
    });
  });
});

function thrownBy(attempt: () => void): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return undefined;
}
