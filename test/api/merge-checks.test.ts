import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { type MergeCheckedRepository, openMergeChecked } from '../support/merge-checked.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startServing } from '../support/start-serving.ts';

const commit = hashFrom('c0ffee');
let server: RunningServer;
let count = 0;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function fresh(): MergeCheckedRepository {
  count += 1;
  return openMergeChecked(server.baseUrl, `acme/checked-${count}`);
}

describe('the merge checks of a commit', () => {
  test('are none where nothing is asked for, and passed', async () => {
    const repository = fresh();
    await repository.report(commit, 'ci/unit', 'FAILED');

    const { status, body } = await repository.checksOf(commit);

    expect([status, body]).toEqual([
      200,
      {
        type: 'merge_checks',
        result: 'passed',
        is_enforced: false,
        branch: 'main',
        commit: expect.objectContaining({ type: 'commit', hash: commit }),
        combined_status: 'FAILED',
        checks: [],
      },
    ]);
  });

  test('tell of each rule of the branch why it has not passed, and what would satisfy it', async () => {
    const repository = fresh();
    await repository.report(commit, 'ci/unit', 'FAILED');
    await repository.report(commit, 'ci/lint', 'SUCCESSFUL');
    await repository.restrict({ kind: 'require_passing_builds_to_merge', pattern: 'main', value: 1 });
    await repository.require([
      { branch: 'main', keys: ['ci/unit', 'ci/lint', 'ci/e2e'] },
      { branch: 'release/*', keys: ['ci/long'] },
    ]);

    const { body } = await repository.checksOf(commit);

    expect([body.result, body.combined_status]).toEqual(['failed', 'FAILED']);
    expect(body.checks).toEqual([
      {
        kind: 'require_passing_builds_to_merge',
        pattern: 'main',
        result: 'failed',
        reason: '1 of at least 1 build has passed; ci/unit failed.',
        remedy: 'Run ci/unit again and report it as SUCCESSFUL on this commit.',
        required: 1,
        required_keys: [],
        missing: [],
        keys: [
          { key: 'ci/lint', state: 'SUCCESSFUL' },
          { key: 'ci/unit', state: 'FAILED' },
        ],
      },
      {
        kind: 'required_builds',
        pattern: 'main',
        result: 'failed',
        reason: '1 of 3 required builds have passed; ci/unit failed; ci/e2e has not been reported.',
        remedy:
          'Run ci/unit again and report it as SUCCESSFUL on this commit. Report ci/e2e as SUCCESSFUL on this commit.',
        required: 3,
        required_keys: ['ci/unit', 'ci/lint', 'ci/e2e'],
        missing: ['ci/e2e'],
        keys: [
          { key: 'ci/lint', state: 'SUCCESSFUL' },
          { key: 'ci/unit', state: 'FAILED' },
        ],
      },
    ]);
  });

  test.each([
    ['main', ['ci/main']],
    ['refs/heads/main', ['ci/main']],
    ['release/1.2', ['ci/release']],
    ['release/1/2', []],
    ['feature/a/b', ['ci/feature']],
    ['Main', []],
  ])('are those that are about the branch: %s', async (branch, keys) => {
    const repository = fresh();
    await repository.report(commit, 'any', 'SUCCESSFUL');
    await repository.require([
      { branch: 'main', keys: ['ci/main'] },
      { branch: 'release/?.*', keys: ['ci/release'] },
      { branch: 'feature/**', keys: ['ci/feature'] },
    ]);

    const { body } = await repository.checksOf(commit, branch);

    expect(body.branch).toBe(branch.replace('refs/heads/', ''));
    expect(body.checks.map((check: { required_keys: string[] }) => check.required_keys[0])).toEqual(keys);
  });

  test('are about the main branch unless told, and enforced where a restriction says so', async () => {
    const repository = fresh();
    await repository.report(commit, 'any', 'SUCCESSFUL');
    await call(repository.url, { method: 'PUT', json: { mainbranch: { name: 'trunk' } } });
    await repository.restrict({
      kind: 'enforce_merge_checks',
      branch_match_kind: 'branching_model',
      branch_type: 'development',
    });

    expect((await repository.checksOf(commit)).body).toMatchObject({ branch: 'trunk', is_enforced: true });
    expect((await repository.checksOf(commit, 'main')).body.is_enforced).toBe(false);
  });

  test('become pending, missing and passed as builds report, of a commit of which nothing was heard, too', async () => {
    const repository = fresh();
    await repository.report(hashFrom('beef'), 'other', 'FAILED');
    await repository.require([{ branch: '*', keys: ['ci/*'] }]);
    const results: string[] = [];
    const note = async () => results.push((await repository.checksOf(commit)).body.result);

    await note();
    for (const state of ['INPROGRESS', 'STOPPED', 'SUCCESSFUL', 'FAILED', 'SUCCESSFUL']) {
      await repository.report(commit, 'ci/unit', state);
      await note();
    }

    expect(results).toEqual(['missing', 'pending', 'failed', 'passed', 'failed', 'passed']);
  });

  test('are not found for what is no commit, or is in no repository', async () => {
    const repository = fresh();
    await repository.report(commit, 'any', 'SUCCESSFUL');

    expect((await repository.checksOf('nonsense')).status).toBe(404);
    expect((await openMergeChecked(server.baseUrl, 'acme/nowhere').checksOf(commit)).status).toBe(404);
  });
});

describe('the merge checks of a pull request', () => {
  test('look at statuses of its source branch, and of none', async () => {
    const repository = fresh();
    await repository.report(commit, 'ci/unit', 'SUCCESSFUL', 'gate');
    await repository.report(commit, 'ci/lint', 'SUCCESSFUL');
    await repository.report(commit, 'ci/other', 'FAILED', 'another');
    await repository.require([{ branch: 'main', keys: ['ci/*'] }]);
    const id = await repository.open('gate');

    const { body } = await repository.checksOfPullRequest(id);

    expect(body).toMatchObject({ result: 'passed', branch: 'main', combined_status: 'SUCCESSFUL' });
    expect(body.commit.hash).toBe(commit);
    expect(body.checks[0].keys.map(({ key }: { key: string }) => key)).toEqual(['ci/lint', 'ci/unit']);
    expect((await repository.checksOf(commit)).body.result).toBe('failed');
    expect((await repository.checksOfPullRequest(9)).status).toBe(404);
  });

  test('of which nobody knows the commit are missing', async () => {
    const repository = fresh();
    await repository.report(commit, 'ci/unit', 'SUCCESSFUL', 'main');
    await repository.require([{ branch: 'main', keys: ['ci/*'] }]);

    const { body } = await repository.checksOfPullRequest(await repository.open('unheard-of'));

    expect(body).toMatchObject({ result: 'missing', commit: null, combined_status: 'NONE' });
  });
});

describe('the merge of a pull request', () => {
  test('is refused while enforced checks have not passed, says why, and changes nothing', async () => {
    const repository = fresh();
    await repository.report(commit, 'ci/unit', 'FAILED', 'gate');
    await repository.require([{ branch: 'main', keys: ['ci/unit'] }]);
    await repository.restrict({ kind: 'require_passing_builds_to_merge', pattern: '*', value: 2 });
    await repository.restrict({ kind: 'enforce_merge_checks', pattern: 'main' });
    const id = await repository.open('gate');
    const { body: before } = await repository.pullRequest(id);

    const { status, body } = await repository.merge(id);

    const passing =
      '0 of at least 2 builds have passed; ci/unit failed. Run ci/unit again and report it as SUCCESSFUL on this commit. Report 1 more build as SUCCESSFUL on this commit.';
    const required =
      '0 of 1 required build has passed; ci/unit failed. Run ci/unit again and report it as SUCCESSFUL on this commit.';
    expect([status, body]).toEqual([
      409,
      {
        type: 'error',
        error: {
          message: 'The source branch has failed merge checks that need to be resolved.',
          fields: { require_passing_builds_to_merge: [passing], required_builds: [required] },
          detail: `${passing} ${required}`,
        },
      },
    ]);
    expect((await repository.pullRequest(id)).body).toEqual(before);

    await repository.report(commit, 'ci/unit', 'SUCCESSFUL', 'gate');
    expect((await repository.merge(id)).status).toBe(409);
    await repository.report(commit, 'ci/lint', 'SUCCESSFUL');
    expect((await repository.merge(id)).body.state).toBe('MERGED');
    expect((await repository.merge(id)).status).toBe(400);
  });

  test('only warns where nothing is enforced, or elsewhere', async () => {
    const repository = fresh();
    await repository.report(commit, 'ci/unit', 'FAILED', 'gate');
    await repository.require([{ branch: '*', keys: ['ci/unit'] }]);
    await repository.restrict({ kind: 'enforce_merge_checks', pattern: 'release/*' });
    const id = await repository.open('gate');

    expect((await repository.checksOfPullRequest(id)).body).toMatchObject({ result: 'failed', is_enforced: false });
    expect((await repository.merge(id)).body.state).toBe('MERGED');
  });

  test('is decided by what is true at that moment, however fast builds report', async () => {
    const repository = fresh();
    await repository.report(commit, 'other', 'FAILED', 'elsewhere');
    await repository.require([{ branch: 'main', keys: ['ci/unit'] }]);
    await repository.restrict({ kind: 'enforce_merge_checks', pattern: '*' });
    for (let round = 0; round < 15; round += 1) {
      const branch = `gate-${round}`;
      await repository.report(commit, 'ci/unit', 'SUCCESSFUL', branch);
      const id = await repository.open(branch);

      const [merged] = await Promise.all([
        repository.merge(id),
        ...['FAILED', 'INPROGRESS', 'FAILED'].map((state) => repository.report(commit, 'ci/unit', state, branch)),
        repository.merge(id),
      ]);

      const { body } = await repository.pullRequest(id);
      expect(merged.status).toBeOneOf([200, 400, 409]);
      if (body.state === 'OPEN') expect((await repository.merge(id)).status).toBe(409);
    }
  });
});

test('merge checks of what is private are seen by those who report builds there, or read it, and by nobody else', async () => {
  await using serving = await startServing();
  await serving.access.repository('acme/home', { isPrivate: true });
  const { headers } = await serving.access.token({ account: 'ci', scopes: ['buildstatus:write'], at: 'acme/home' });
  const url = `${serving.baseUrl}/signalbox/1/repositories/acme/home/commits/${commit}/merge-checks`;

  expect((await call(url, { headers })).status).toBe(200);
  expect((await call(url)).status).toBe(404);
  const pullRequest = url.replace(/commits.*/, 'pullrequests/1/merge-checks');
  expect((await call(pullRequest, { headers })).status).toBe(403);
});
