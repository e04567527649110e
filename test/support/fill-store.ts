import { buildStates } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { Store } from '../../src/store/store.ts';
import { addRepository, newUuid } from './describe-stores.ts';

/** Texts that a format or a database could get wrong. */
const texts = ['', 'a', "'; --", '"\\', '\u2028\n\r\t', '😀 Ä', '\u0001', '{"end":{}}', '\\x00', 'x'.repeat(2000)];

/** Something in every table: several repositories, all of them renamed, and two that have been removed, the last one among them. */
export async function fillStore(store: Store, statuses = 300): Promise<void> {
  await addAccounts(store);
  await removeOne(store, 'removed');
  for (const [index, slug] of ['one', 'two', 'three'].entries()) {
    const { id } = await addRepository(store, slug, { workspace: index === 2 ? 'zoo' : 'acme' });
    await store.repositories.changeRepository({
      repositoryId: id,
      settings: { description: texts.at(5) ?? '', isPrivate: true, mainBranch: 'main' },
      slug: `new-${slug}`,
      at: 20,
    });
    await addEverythingElse(store, id);
    await addStatuses(store, id, statuses);
    await decideOnStatuses(store, id);
  }
  await removeOne(store, 'last');
}

async function removeOne(store: Store, slug: string): Promise<void> {
  const { id, uuid } = await addRepository(store, slug, { workspace: 'zoo' });
  await store.repositories.removeRepository(
    { repositoryId: id, at: 9 },
    { action: 'repository.removed', occurredOn: 9, repository: { id, name: `zoo/${slug}` }, subject: uuid },
  );
}

async function addAccounts(store: Store): Promise<void> {
  const token = {
    uuid: newUuid(),
    kind: 'token',
    name: 'first',
    hash: new Uint8Array(32).fill(200),
    place: { kind: 'server' },
    scopes: ['repository', 'webhook'],
    createdOn: 3,
  } as const;
  const account = {
    uuid: newUuid(),
    kind: 'user',
    name: 'admin',
    displayName: 'Ädmin',
    email: 'a@example.org',
    createdOn: 2,
    permissions: [{ level: 'read', place: { kind: 'workspace', workspaceId: 1 } }],
  } as const;
  await store.accessTokens.addFirstAccessToken({ account, token });
  const { id = 0 } = (await store.accounts.findAccount('admin')) ?? {};
  await store.accessTokens.addAccessToken({
    ...token,
    uuid: newUuid(),
    accountId: id,
    hash: new Uint8Array(32).fill(201),
    keyPatterns: ['ci/*', '"'],
    expiresOn: 9,
  });
  const session = { hash: new Uint8Array(32).fill(7), accountId: id, createdOn: 4, expiresOn: 1e15 };
  await store.sessions.addSession({ ...session, tokenUuid: token.uuid });
}

async function addEverythingElse(store: Store, repositoryId: number): Promise<void> {
  const account = { uuid: newUuid(), name: 'Zoë' };
  const commit = toCommitHash('ab'.repeat(20));
  for (const [index, text] of texts.entries()) {
    await store.pullRequests.addPullRequest({
      repositoryId,
      pullRequest: {
        title: text,
        description: text,
        state: index % 2 === 0 ? 'OPEN' : 'MERGED',
        isDraft: index % 3 === 0,
        author: account,
        source: { branch: `b${index}`, commit: index % 2 === 0 ? commit : undefined },
        destination: { branch: 'main' },
        followsBranch: true,
        closesSourceBranch: false,
        reviewers: Array.from({ length: index % 3 }, () => ({ uuid: newUuid(), name: text })),
        reason: text,
        closedBy: index % 2 === 0 ? undefined : account,
        mergeCommit: index % 2 === 0 ? undefined : commit,
        createdOn: 1_700_000_000_000_000 + index,
      },
    });
  }
  for (const [index, pattern] of texts.entries()) {
    await store.branchRestrictions.addBranchRestriction({
      repositoryId,
      settings: {
        kind: index % 2 === 0 ? 'push' : 'require_passing_builds_to_merge',
        branchMatchKind: 'glob',
        pattern: `${index} ${pattern}`,
        ...(index % 2 === 1 && { value: index }),
        users: index % 3 === 0 ? [] : [{ username: pattern }],
        groups: [],
      },
    });
  }
  await store.requiredBuilds.putRequiredBuilds({
    repositoryId,
    rules: texts.map((text, index) => ({ branch: text, keys: texts, ...(index % 2 === 0 && { paths: [text] }) })),
  });
  await store.policies.changePolicy({
    repositoryId,
    changes: { inProgressTimeout: 3_600_000_000, historyRetention: 1e15 },
  });
  await store.webhooks.addWebhook({
    repositoryId,
    webhook: {
      uuid: newUuid(),
      url: 'https://example.org/hook',
      description: 'd',
      isActive: true,
      events: ['repo:push', 'repo:commit_status_created'],
      secret: 's3cret',
      skipsCertVerification: false,
      keepsHistory: true,
      createdOn: 5,
    },
  });
}

async function addStatuses(store: Store, repositoryId: number, count: number): Promise<void> {
  const put = (index: number) =>
    store.commitStatuses.replaceCommitStatus({
      kind: 'replace',
      repositoryId,
      commit: {
        hash: toCommitHash((index % 40).toString(16).padStart(40, '7')),
        ...(index % 2 === 0 && {
          details: { message: texts[index % 9] ?? '', author: 'A <a@x>', date: '2025-01-01T00:00:00Z' },
        }),
      },
      key: `key ${index % 70} ä`,
      uuid: newUuid(),
      content: {
        state: buildStates[index % 4] ?? 'FAILED',
        name: texts[index % 10] ?? '',
        description: texts[(index + 3) % 10] ?? '',
        url: 'https://example.org/{repository.full_name}',
        ...(index % 3 === 0 && { refname: `branch-${index % 5}` }),
      },
      ...(index % 5 > 0 && {
        author: 'jdoe',
        accountId: 1,
        audit: {
          account: { uuid: newUuid(), name: texts[5] ?? '' },
          address: '2001:db8::7',
          repositoryName: 'acme/one',
        },
      }),
      buildNumber: index,
      at: 1_735_787_045_678_901 + index,
    });
  for (let index = 0; index < count; index += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - index) }, (_, step) => put(index + step)));
  }
}

/** Some are voided, one is restored, and one is removed. */
async function decideOnStatuses({ commitStatuses }: Store, repositoryId: number): Promise<void> {
  const commit = toCommitHash('0'.padStart(40, '7'));
  for (const [index, reason] of texts.entries()) {
    const status = {
      repositoryId,
      commit,
      key: `key ${(index * 40) % 70} ä`,
      author: 'Zoë',
      at: 1_735_787_050_000_000,
    };
    await commitStatuses.voidCommitStatus({ ...status, reason });
    if (index === 3) await commitStatuses.restoreCommitStatus({ ...status, reason: 'r' });
    if (index === 5) await commitStatuses.removeCommitStatus(status);
  }
}
