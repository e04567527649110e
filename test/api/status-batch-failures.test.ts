import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { buildUrl, documentedCommit, statusesUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { startServer } from '../support/start-server.ts';
import { startTiedServer } from '../support/start-tied-server.ts';
import { batchUrl, postBatch } from '../support/status-batch.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const good = { commit: documentedCommit, key: 'ci', state: 'SUCCESSFUL' };
const bad = { ...good, state: 'GREEN' };

describe('signalbox serve', () => {
  test('takes a batch from those alone who may write, and for repositories alone that are there', async () => {
    using directory = createTemporaryDirectory();
    const { path: dataDirectory } = directory;
    await using server = await startServer({ data: dataDirectory, logLevel: 'silent' }, 'serve');
    await using administration = await openAdministration({ kind: 'sqlite', dataDirectory });
    await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' } });
    const headers = { authorization: `Bearer ${server.administratorToken}` };
    const missing = batchUrl(server.baseUrl, 'acme/gadgets');

    const answers = [
      await postBatch(batchUrl(server.baseUrl), [good]),
      await postBatch(missing, [good], { headers }),
      await postBatch(missing, [bad], { headers }),
      await postBatch(batchUrl(server.baseUrl), [good], { headers }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 404, 404, 200]);
    expect((await call(statusesUrl(server.baseUrl))).body.values).toEqual([answers[3]?.body.values[0].commit_status]);
  });
});

test('a form is refused before it is read', async () => {
  await using server = await startServer();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };

  const answer = await call(batchUrl(server.baseUrl), { method: 'POST', raw: 'statuses=1', headers });

  expect([answer.status, answer.body.error.detail]).toEqual([415, expect.stringContaining('application/json')]);
});

describe('a repository with a Git directory', () => {
  test('has exactly Git’s commits, short or whole, each as Git tells it', async () => {
    using git = createGitRepository();
    const [first, second] = [git.commit('First'), git.commit('Second')];
    await using server = await startTiedServer();
    await server.tie('acme/widgets', git.directory);
    const commits = [first, second.slice(0, 7), documentedCommit, first.slice(0, 9), second];

    const { status, body } = await postBatch(
      batchUrl(server.baseUrl),
      commits.map((commit, index) => ({ ...good, commit, key: `k${index}` })),
    );

    expect([status, body.created, body.refused]).toEqual([207, 4, 1]);
    expect(body.values).toMatchObject([
      { commit_status: { commit: { hash: first, message: 'First\n' } } },
      { commit_status: { commit: { hash: second, message: 'Second\n' } } },
      { status: 404, error: { message: 'Commit not found', data: { shas: [documentedCommit] } } },
      { commit_status: { commit: { hash: first } } },
      { commit_status: { commit: { hash: second } } },
    ]);
  });

  test('refuses with 503 what Git would have to tell while it has gone, and stores the rest', async () => {
    using git = createGitRepository();
    const [known, unknown] = [git.commit('Known'), git.commit('Unknown')];
    await using server = await startTiedServer();
    await server.tie('acme/widgets', git.directory);
    await call(buildUrl(server.baseUrl, { commit: known }), { method: 'POST', json: good });
    rmSync(git.directory, { recursive: true });

    const { status, body } = await postBatch(
      batchUrl(server.baseUrl),
      [known, unknown, documentedCommit].map((commit) => ({ ...good, commit })),
    );

    const error = { message: 'The Git directory of the repository cannot be read.' };
    expect([status, body.updated]).toEqual([207, 1]);
    expect(body.values).toMatchObject([{ status: 200 }, { status: 503, error }, { status: 503, error }]);
  });
});

test('a Git that does not answer in time is waited for once, not for each commit', async () => {
  using stuck = createGitRepository();
  // With ten seconds for each, these would take longer than the test may.
  const commits = [stuck.commit('First'), stuck.commit('Second'), stuck.commit('Third'), stuck.commit('Fourth')];
  await using server = await startTiedServer();
  await server.tie('acme/widgets', stuck.directory);
  // Opening a pipe that nobody writes to takes for ever.
  rmSync(join(stuck.directory, '.git', 'config'));
  execFileSync('mkfifo', [join(stuck.directory, '.git', 'config')]);

  const { status, body } = await postBatch(
    batchUrl(server.baseUrl),
    commits.map((commit) => ({ ...good, commit })),
  );

  expect([status, body.refused]).toEqual([207, 4]);
  expect(body.values).toMatchObject(commits.map(() => ({ status: 503 })));
}, 30_000);

test('when nothing can be written, the whole batch is refused, and can be sent again', async () => {
  using directory = createTemporaryDirectory();
  await using server = await startServer({ memory: false, data: directory.path, logLevel: 'silent' });
  await postBatch(batchUrl(server.baseUrl), [good]);
  renameTable(directory.path, 'status_events', 'elsewhere');

  const batch = [{ ...good, description: 'once more' }, bad, { ...good, key: 'lint' }];
  const { status, body } = await postBatch(batchUrl(server.baseUrl), batch);

  renameTable(directory.path, 'elsewhere', 'status_events');
  const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
  const message = 'Something went wrong on the server. Its log says what.';
  expect([status, body]).toEqual([500, { type: 'error', error: { message, id } }]);
  expect((await call(statusesUrl(server.baseUrl))).body.size).toBe(1);
  const again = await postBatch(batchUrl(server.baseUrl), batch);
  expect(again.body).toMatchObject({ created: 1, updated: 1, refused: 1 });
});

function renameTable(dataDirectory: string, from: string, to: string): void {
  using database = new DatabaseSync(join(dataDirectory, 'signalbox.sqlite'));
  database.exec(`alter table ${from} rename to ${to}`);
}
