import { expect, test } from 'vitest';
import { openAdministration } from '../../src/server/open-administration.ts';
import { call } from '../support/call.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { startServer } from '../support/start-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

test('branches and tags are listed together, searched and sorted, each in its own shape', async () => {
  using directory = createTemporaryDirectory();
  using git = createGitRepository();
  git.commit('First');
  git.git('tag', 'v1');
  git.git('tag', '-a', 'a-tag', '-m', 'Annotated');
  git.git('branch', 'zebra');
  await using server = await startServer({ memory: false, data: directory.path });
  {
    await using administration = await openAdministration({ kind: 'sqlite', dataDirectory: directory.path });
    await administration.addRepository({ address: { workspace: 'acme', slug: 'widgets' }, gitPath: git.directory });
  }
  const refs = `${server.baseUrl}/2.0/repositories/acme/widgets/refs`;
  const namesAt = async (query: string) =>
    (await call(`${refs}${query}`)).body.values.map(({ type, name }: Record<string, string>) => `${type} ${name}`);

  expect(await namesAt('')).toEqual(['branch main', 'branch zebra', 'tag a-tag', 'tag v1']);
  expect(await namesAt('?sort=name')).toEqual(['tag a-tag', 'branch main', 'tag v1', 'branch zebra']);
  expect(await namesAt('?q=type%3D%22tag%22+AND+tagger.raw+!%3D+null')).toEqual(['tag a-tag']);
  const [branch] = (await call(`${refs}/branches`)).body.values;
  const [tag] = (await call(`${refs}/tags`)).body.values;
  const { values, size } = (await call(refs)).body;
  expect([size, values[0], values[2]]).toEqual([4, branch, tag]);
});
