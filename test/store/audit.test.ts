import { expect, test } from 'vitest';
import type { AuditAction, NewAuditEvent } from '../../src/domain/audit-event.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { defaultRepositorySettings } from '../../src/domain/repository-settings.ts';
import type { AuditQuery } from '../../src/store/audit-store.ts';
import type { CommitStatusReplacement } from '../../src/store/commit-status-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { describeStores, newUuid } from '../support/describe-stores.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };
const account = { uuid: newUuid(), name: 'jenkins' };
const origin = { account, tokenUuid: newUuid(), address: '192.0.2.7' };

function replacement(repositoryId: number, more: Partial<CommitStatusReplacement> = {}): CommitStatusReplacement {
  const content = { state: 'FAILED', name: '', description: '', url: '' } as const;
  const audit = { ...origin, repositoryName: 'acme/widgets' };
  return { kind: 'replace', repositoryId, commit, key: 'ci', uuid: newUuid(), content, at: 10, audit, ...more };
}

function event(action: AuditAction, more: Partial<NewAuditEvent> = {}): NewAuditEvent {
  return { ...origin, action, occurredOn: 50, ...more };
}

function list({ audit }: Store, query: AuditQuery = {}) {
  return audit.listAuditEvents({ offset: 0, limit: 100, ...query });
}

async function listActions(store: Store, query: AuditQuery = {}) {
  return (await list(store, query)).map(({ action }) => action);
}

describeStores((current) => {
  test('tells who made, overwrote and updated a status, and what it said before', async () => {
    const { store, repositoryId } = current();
    const first = replacement(repositoryId);
    await store.commitStatuses.replaceCommitStatus(first);
    const { content } = first;
    await store.commitStatuses.replaceCommitStatus({ ...first, content: { ...content, state: 'SUCCESSFUL' }, at: 20 });
    const { kind: _, uuid: __, content: ___, ...change } = first;
    await store.commitStatuses.updateCommitStatus({ ...change, kind: 'update', members: { state: 'STOPPED' }, at: 30 });

    const common = {
      ...origin,
      repository: { id: repositoryId, name: 'acme/widgets' },
      subject: 'ci',
      commitHash: commit.hash,
    };
    expect(await list(store, { repositoryId })).toEqual([
      {
        ...common,
        id: 3,
        action: 'status.updated',
        occurredOn: 30,
        details: { state: 'STOPPED', old_state: 'SUCCESSFUL' },
      },
      {
        ...common,
        id: 2,
        action: 'status.overwritten',
        occurredOn: 20,
        details: { state: 'SUCCESSFUL', old_state: 'FAILED' },
      },
      { ...common, id: 1, action: 'status.created', occurredOn: 10, details: { state: 'FAILED' } },
    ]);
  });

  test('tells of each status of a batch, also of one that comes twice, and of none that was refused', async () => {
    const { store, repositoryId } = current();
    const other = {
      uuid: newUuid(),
      kind: 'service',
      name: 'other',
      displayName: '',
      createdOn: 1,
      permissions: [],
    } as const;
    const owner = await store.accounts.addAccount(other);
    const accountId = typeof owner === 'object' ? owner.id : 0;
    await store.commitStatuses.replaceCommitStatus(replacement(repositoryId, { key: 'taken', accountId }));

    await store.commitStatuses.replaceCommitStatuses([
      replacement(repositoryId, { key: 'twice' }),
      replacement(repositoryId, { key: 'taken' }),
      replacement(repositoryId, { key: 'silent', audit: undefined }),
      replacement(repositoryId, { key: 'twice', content: { state: 'STOPPED', name: '', description: '', url: '' } }),
    ]);

    const told = (await list(store, { repositoryId })).map(({ id, action, subject, details }) => ({
      id,
      action,
      subject,
      ...details,
    }));
    expect(told).toEqual([
      { id: 3, action: 'status.overwritten', subject: 'twice', state: 'STOPPED', old_state: 'FAILED' },
      { id: 2, action: 'status.created', subject: 'twice', state: 'FAILED' },
      { id: 1, action: 'status.created', subject: 'taken', state: 'FAILED' },
    ]);
  });

  test('tells of what changed something, and not of what was in vain', async () => {
    const { store, repositoryId } = current();
    const repository = { id: repositoryId, name: 'acme/widgets' };
    const key = { repositoryId, uuid: newUuid() };
    const isActive = { repositoryId, settings: {}, slug: 'new', at: 20 };

    await store.webhooks.changeWebhook({ ...key, settings: {} }, event('webhook.updated', { repository }));
    await store.webhooks.removeWebhook(key, event('webhook.removed', { repository }));
    await store.accounts.changeAccount({ accountId: 77 }, event('account.changed'));
    await store.sessions.removeSession(new Uint8Array(32), event('session.ended'));
    await store.sessions.removeSessions(77, event('session.ended'));
    await store.accessTokens.revokeAccessToken({ uuid: newUuid(), at: 1 }, event('token.revoked'));
    await store.repositories.changeRepository(isActive, event('repository.renamed', { repository }));
    await store.repositories.removeRepository({ repositoryId: 77, at: 1 }, event('repository.removed'));

    expect(await listActions(store)).toEqual(['repository.renamed']);
  });

  test('knows the number of what was new', async () => {
    const { store, repositoryId } = current();
    const added = {
      address: { workspace: 'acme', slug: 'gadgets' },
      uuid: newUuid(),
      workspaceUuid: newUuid(),
      settings: defaultRepositorySettings('gadgets'),
      createdOn: 1,
    };
    const creation = event('repository.created', { repository: { id: 0, name: 'acme/gadgets' }, subject: added.uuid });

    await store.repositories.addRepository(added, creation);
    await store.repositories.addRepository(added, creation);

    const { id = 0 } = (await store.repositories.findRepository(added.address)) ?? {};
    expect(id).toBeGreaterThan(repositoryId);
    expect(await list(store)).toEqual([{ ...creation, id: 1, repository: { id, name: 'acme/gadgets' } }]);
  });

  test('outlives the repository, which is then found by what it was', async () => {
    const { store, repositoryId } = current();
    const { uuid = '' } = (await store.repositories.findRepository({ workspace: 'acme', slug: 'widgets' })) ?? {};
    const repository = { id: repositoryId, name: 'acme/widgets' };
    await store.commitStatuses.replaceCommitStatus(replacement(repositoryId));

    expect(await store.audit.findRemovedRepositoryId(uuid)).toBeUndefined();
    const removal = event('repository.removed', { repository, subject: uuid });
    await store.repositories.removeRepository({ repositoryId, at: 60 }, removal);

    expect(await store.audit.findRemovedRepositoryId(uuid)).toBe(repositoryId);
    expect(await listActions(store, { repositoryId })).toEqual(['repository.removed', 'status.created']);
  });

  test('is found by action, account and time, and read on from where a reader was', async () => {
    const { store, repositoryId } = current();
    const repository = { id: repositoryId, name: 'acme/widgets' };
    const somebody = { account: { uuid: newUuid(), name: 'somebody' } };
    for (const [index, at] of [10, 20, 20, 30, 40].entries()) {
      const more = index % 2 === 0 ? { repository } : somebody;
      await store.audit.addAuditEvent(event('signin.failed', { occurredOn: at, subject: `${index}`, ...more }));
    }
    const subjects = async (query: AuditQuery & { offset?: number; limit?: number }) =>
      (await list(store, query)).map(({ subject }) => subject).join('');

    expect(await subjects({})).toBe('43210');
    expect(await subjects({ repositoryId })).toBe('420');
    expect(await subjects({ account: 'somebody' })).toBe('31');
    expect(await subjects({ account: somebody.account.uuid })).toBe('31');
    expect(await subjects({ since: 20, until: 40 })).toBe('321');
    expect(await subjects({ action: 'token.created' })).toBe('');
    expect(await subjects({ offset: 1, limit: 2 })).toBe('32');
    const all = await list(store);
    for (const [index, after] of all.entries()) {
      const rest = await store.audit.listAuditEvents({ after, offset: 0, limit: 100 });
      expect(rest).toEqual(all.slice(index + 1));
    }
    const ofRepository = await list(store, { repositoryId });
    const query = { repositoryId, offset: 0, limit: 100 };
    const rest = await store.audit.listAuditEvents({ ...query, ...(ofRepository[0] && { after: ofRepository[0] }) });
    expect(rest).toEqual(ofRepository.slice(1));
  });

  test('numbers what happens at once one after the other', async () => {
    const { store, repositoryId } = current();
    const repository = { id: repositoryId, name: 'acme/widgets' };
    const many = Array.from({ length: 20 }, (_, index) => index);

    await Promise.all(
      many.flatMap((index) => [
        store.commitStatuses.replaceCommitStatus(replacement(repositoryId, { key: `${index}` })),
        store.audit.addAuditEvent(event('webhook.created', { repository })),
        store.audit.addAuditEvent(event('signin.failed')),
      ]),
    );

    const numbers = (await list(store, { repositoryId })).map(({ id }) => id);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => 40 - index));
    expect(await list(store, { action: 'signin.failed' })).toHaveLength(20);
  });
});
