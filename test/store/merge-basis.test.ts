import { describe, expect, test } from 'vitest';
import type { ActionContext } from '../../src/actions/context.ts';
import { mergePullRequest } from '../../src/actions/merge-pull-request.ts';
import type { BuildState } from '../../src/domain/build-state.ts';
import { toCommitHash } from '../../src/domain/commit-hash.ts';
import { everything } from '../../src/domain/everything.ts';
import { createSystemClock } from '../../src/domain/instant.ts';
import { GitCommitSource } from '../../src/git/git-commit-source.ts';
import { GitRefSource } from '../../src/git/git-ref-source.ts';
import type { MergeBasis } from '../../src/store/pull-request-store.ts';
import type { Store } from '../../src/store/store.ts';
import { hashFrom } from '../support/addresses.ts';
import { describeStores, newUuid } from '../support/describe-stores.ts';

// What merge checks were decided by is still true when the pull request is merged, or it is not merged.

const commit = toCommitHash(hashFrom('c0ffee'));
const account = { uuid: newUuid(), name: 'alice' };

describeStores((current) => {
  function report(key: string, state: BuildState, refname?: string) {
    const { store, repositoryId } = current();
    return store.commitStatuses.replaceCommitStatus({
      kind: 'replace',
      repositoryId,
      commit: { hash: commit },
      key,
      uuid: newUuid(),
      content: { state, name: '', description: '', url: '', ...(refname !== undefined && { refname }) },
      at: createSystemClock().now(),
    });
  }

  async function open() {
    const { store, repositoryId } = current();
    return store.pullRequests.addPullRequest({
      repositoryId,
      pullRequest: {
        title: 'Widen the gate',
        description: '',
        state: 'OPEN',
        isDraft: false,
        author: account,
        source: { branch: 'gate', commit },
        destination: { branch: 'main' },
        followsBranch: false,
        closesSourceBranch: false,
        reviewers: [],
        reason: '',
        createdOn: 10,
      },
    });
  }

  const stateOf = async () => {
    const { store, repositoryId } = current();
    return (await store.pullRequests.findPullRequest({ repositoryId, id: 1 }))?.state;
  };

  describe('a merge with a basis', () => {
    function merge(basis: MergeBasis | undefined) {
      const { store, repositoryId } = current();
      return store.pullRequests.mergePullRequest(
        { repositoryId, id: 1, members: { state: 'MERGED' }, at: 20, basis },
        { action: 'pullrequest.merged', occurredOn: 20, repository: { id: repositoryId, name: 'acme/widgets' } },
      );
    }

    const source = { branch: 'gate', commit };
    const unit = { key: 'unit', state: 'SUCCESSFUL' } as const;
    const lint = { key: 'lint', state: 'SUCCESSFUL' } as const;

    test.each<[string, MergeBasis]>([
      ['a build that reported something else', { source, statuses: [unit, { key: 'lint', state: 'FAILED' }] }],
      ['a build that was not there', { source, statuses: [unit] }],
      ['a build that has gone', { source, statuses: [unit, lint, { key: 'x', state: 'STOPPED' }] }],
      ['a build that counts again', { source, statuses: [unit, { ...lint, voided: { reason: 'flaky', on: 1 } }] }],
      [
        'a branch that has moved',
        { source: { branch: 'gate', commit: toCommitHash(hashFrom('1')) }, statuses: [unit, lint] },
      ],
    ])('is none after %s, and leaves no trace', async (_, basis) => {
      const { store, repositoryId } = current();
      await open();
      await report('unit', 'SUCCESSFUL');
      await report('lint', 'SUCCESSFUL', 'gate');

      expect(await merge(basis)).toBe('outdated');
      expect(await stateOf()).toBe('OPEN');
      expect(await store.audit.listAuditEvents({ repositoryId, offset: 0, limit: 9 })).toEqual([]);
    });

    test('is one while nothing has changed, whatever other branches say; and then no second one', async () => {
      const { store, repositoryId } = current();
      await open();
      await report('lint', 'SUCCESSFUL', 'gate');
      await report('unit', 'SUCCESSFUL');
      await report('other', 'FAILED', 'elsewhere');
      const basis = { source, statuses: [unit, lint] };

      expect(await merge(basis)).toMatchObject({ id: 1, state: 'MERGED' });
      expect(await merge(basis)).toBeUndefined();
      expect(await store.audit.listAuditEvents({ repositoryId, offset: 0, limit: 9 })).toHaveLength(1);
    });

    test('needs none where nothing is to be obeyed', async () => {
      await open();
      await report('unit', 'FAILED');

      expect(await merge(undefined)).toMatchObject({ state: 'MERGED' });
    });
  });

  describe('the merge action', () => {
    /** Merges with enforced checks, and has something happen after each decision. */
    async function mergeWhile(happens: (attempt: number) => Promise<unknown>) {
      const { store, repositoryId } = current();
      const settings = { branchMatchKind: 'glob', pattern: '*', users: [], groups: [] } as const;
      await store.branchRestrictions.addBranchRestriction({
        repositoryId,
        settings: { ...settings, kind: 'enforce_merge_checks' },
      });
      await store.requiredBuilds.putRequiredBuilds({ repositoryId, rules: [{ branch: 'main', keys: ['unit'] }] });
      await open();
      await report('unit', 'SUCCESSFUL', 'gate');
      await using commitSource = new GitCommitSource();
      let attempt = 0;
      const pullRequests: Store['pullRequests'] = {
        ...store.pullRequests,
        async mergePullRequest(merge, audit) {
          attempt += 1;
          await happens(attempt);
          return store.pullRequests.mergePullRequest(merge, audit);
        },
      };
      const context: ActionContext = {
        store: {
          ...store,
          checkReachable: () => store.checkReachable(),
          [Symbol.asyncDispose]: async () => {},
          pullRequests,
        },
        clock: createSystemClock(),
        commitSource,
        refSource: new GitRefSource(),
        createsRepositories: false,
        sharesStatuses: false,
        caller: { name: 'alice', grants: everything },
      };
      return await mergePullRequest(context, { address: { workspace: 'acme', slug: 'widgets' }, id: 1 });
    }

    test('does not merge what fails between the decision and the merge', async () => {
      const merged = mergeWhile(() => report('unit', 'FAILED', 'gate'));

      await expect(merged).rejects.toMatchObject({
        code: 'conflict',
        message: 'The source branch has failed merge checks that need to be resolved.',
      });
      expect(await stateOf()).toBe('OPEN');
    });

    test('decides anew after what does not matter, and merges then', async () => {
      const merged = await mergeWhile((attempt) => (attempt === 1 ? report('other', 'FAILED') : Promise.resolve()));

      expect(merged.pullRequest.state).toBe('MERGED');
    });

    test('gives up when there is never a moment to decide in', async () => {
      const merged = mergeWhile((attempt) => report(`other-${attempt}`, 'FAILED'));

      await expect(merged).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('too fast') });
      expect(await stateOf()).toBe('OPEN');
    });
  });
});
