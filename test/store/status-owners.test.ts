import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import type { CommitStatusReplacement, CommitStatusUpdate } from '../../src/store/commit-status-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { addRepository, describeStores, newUuid } from '../support/describe-stores.ts';

const commit = { hash: toCommitHash(hashFrom('c0ffee')) };

type Written = Partial<Pick<CommitStatusReplacement, 'key' | 'accountId' | 'overwritesOthers'>> & { name?: string };

function replacement(repositoryId: number, { name = '', key = 'ci', ...by }: Written): CommitStatusReplacement {
  const content = { state: 'FAILED', name, description: '', url: '' } as const;
  return { kind: 'replace', repositoryId, commit, uuid: newUuid(), content, at: 1, key, ...by };
}

function update(repositoryId: number, { name = '', key = 'ci', ...by }: Written): CommitStatusUpdate {
  return { kind: 'update', repositoryId, commit, key, members: { name }, at: 2, ...by };
}

async function addAccount({ accounts }: Store, name: string): Promise<number> {
  const account = { uuid: newUuid(), kind: 'service', name, displayName: name, createdOn: 1, permissions: [] } as const;
  const added = await accounts.addAccount(account);
  if (added === 'taken') throw new Error('The name is taken.');
  return added.id;
}

async function readNames(store: Store, repositoryId: number) {
  const query = { repositoryId, commit: commit.hash, offset: 0, limit: 100 };
  const { values } = await store.commitStatuses.listCommitStatuses(query);
  const events = await store.statusEvents.listStatusEvents({ repositoryId, after: 0, limit: 1000 });
  return {
    statuses: Object.fromEntries(values.map(({ key, name }) => [key, name])),
    events: events.map(({ key, name }) => `${key} ${name}`),
  };
}

describeStores((current) => {
  test('lets the account that made a status overwrite it, and tells others whose it is', async () => {
    const { store, repositoryId } = current();
    const { commitStatuses } = store;
    const [jenkins, travis] = [await addAccount(store, 'jenkins'), await addAccount(store, 'travis')];
    await commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId: jenkins, name: 'first' }));

    const refusal = { code: 'forbidden', message: expect.stringContaining("'ci' of commit c0ffee000000 belongs") };
    for (const by of [{ accountId: travis }, {}]) {
      const changed = { ...by, name: 'stolen' };
      await expect(commitStatuses.replaceCommitStatus(replacement(repositoryId, changed))).rejects.toMatchObject(
        refusal,
      );
      await expect(commitStatuses.updateCommitStatus(update(repositoryId, changed))).rejects.toThrow("'jenkins'");
    }
    await commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId: jenkins, name: 'second' }));
    await commitStatuses.updateCommitStatus(update(repositoryId, { accountId: jenkins, name: 'third' }));

    expect(await readNames(store, repositoryId)).toEqual({
      statuses: { ci: 'third' },
      events: ['ci first', 'ci second', 'ci third'],
    });
  });

  test('keeps the owner of a status that others were let overwrite', async () => {
    const { store, repositoryId } = current();
    const { commitStatuses } = store;
    const [jenkins, travis] = [await addAccount(store, 'jenkins'), await addAccount(store, 'travis')];
    await commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId: jenkins }));
    const admin = { accountId: travis, overwritesOthers: true };

    await commitStatuses.replaceCommitStatus(replacement(repositoryId, admin));
    await commitStatuses.updateCommitStatus(update(repositoryId, { ...admin, name: 'by an administrator' }));

    const again = commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId: travis }));
    await expect(again).rejects.toThrow("'jenkins'");
    expect((await readNames(store, repositoryId)).statuses).toEqual({ ci: 'by an administrator' });
  });

  test('gives a status that nobody owns to the next account that writes it', async () => {
    const { store, repositoryId } = current();
    const { commitStatuses } = store;
    const [jenkins, travis] = [await addAccount(store, 'jenkins'), await addAccount(store, 'travis')];
    await commitStatuses.replaceCommitStatus(replacement(repositoryId, {}));
    await commitStatuses.replaceCommitStatus(replacement(repositoryId, {}));

    await commitStatuses.updateCommitStatus(update(repositoryId, { accountId: jenkins }));

    const late = commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId: travis }));
    await expect(late).rejects.toThrow("'jenkins'");
  });

  test('lets a key and another commit of the same key be of different accounts', async () => {
    const { store, repositoryId } = current();
    const [jenkins, travis] = [await addAccount(store, 'jenkins'), await addAccount(store, 'travis')];
    const other = await addRepository(store, 'other');
    const ci = replacement(repositoryId, { accountId: jenkins });

    const outcomes = await store.commitStatuses.replaceCommitStatuses([
      ci,
      { ...ci, key: 'CI', accountId: travis },
      { ...ci, commit: { hash: toCommitHash(hashFrom('facade')) }, accountId: travis },
    ]);
    await store.commitStatuses.replaceCommitStatus({ ...ci, repositoryId: other.id, accountId: travis });

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });

  test('refuses one of a batch alone, and tells nobody who follows of it', async () => {
    const { store, repositoryId } = current();
    const [jenkins, travis] = [await addAccount(store, 'jenkins'), await addAccount(store, 'travis')];
    await store.commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId: jenkins, name: 'mine' }));
    const changes = ['before', 'ci', 'after'].map((key) =>
      replacement(repositoryId, { key, accountId: travis, name: 'b' }),
    );

    const outcomes = await store.commitStatuses.replaceCommitStatuses(changes);

    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { created: true, status: { key: 'before' } } },
      { status: 'rejected', reason: { code: 'forbidden' } },
      { status: 'fulfilled', value: { created: true, status: { key: 'after' } } },
    ]);
    expect(await readNames(store, repositoryId)).toEqual({
      statuses: { before: 'b', ci: 'mine', after: 'b' },
      events: ['ci mine', 'before b', 'after b'],
    });
  });

  test('lets one of those who race for a key have it', async () => {
    const { store, repositoryId } = current();
    const accounts = await Promise.all(Array.from({ length: 12 }, (_, index) => addAccount(store, `racer-${index}`)));

    const outcomes = await Promise.allSettled(
      accounts.map((accountId) => store.commitStatuses.replaceCommitStatus(replacement(repositoryId, { accountId }))),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readNames(store, repositoryId)).events).toHaveLength(1);
  });

  test('decides about a batch as about one after the other', async () => {
    const { store } = current();
    const owners = [undefined, await addAccount(store, 'jenkins'), await addAccount(store, 'travis')];
    const step = fc.record({
      key: fc.constantFrom('a', 'b'),
      owner: fc.nat(2),
      overwritesOthers: fc.option(fc.boolean(), { nil: undefined, freq: 2 }),
    });
    let run = 0;

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        run += 1;
        const [single, batch] = [
          await addRepository(store, `single-${run}`),
          await addRepository(store, `batch-${run}`),
        ];
        const toChange = (id: number) => (one: (typeof steps)[number], index: number) =>
          replacement(id, { ...one, accountId: owners[one.owner], name: `${index}` });
        const alone: PromiseSettledResult<unknown>[] = [];
        for (const change of steps.map(toChange(single.id))) {
          alone.push(...(await Promise.allSettled([store.commitStatuses.replaceCommitStatus(change)])));
        }

        const together = await store.commitStatuses.replaceCommitStatuses(steps.map(toChange(batch.id)));

        expect(together.map(refusal)).toEqual(alone.map(refusal));
        expect(await readNames(store, batch.id)).toEqual(await readNames(store, single.id));
      }),
      { numRuns: 25 },
    );
  });
});

function refusal(outcome: PromiseSettledResult<unknown>): string | undefined {
  return outcome.status === 'rejected' ? String(outcome.reason) : undefined;
}
