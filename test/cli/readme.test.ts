import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from '../support/call.ts';
import { documentedCommands, runDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

const commands = documentedCommands('README.md');

test('the curl lines of the README report a build, read it back and search for it', async () => {
  const [report = '', readBack = '', search = '', ...others] = commands.filter((command) => command.startsWith('curl'));
  await using server = await startProgram(['dev', '--port', '0', '--memory']);

  const reported = JSON.parse(await runDocumented(report, server.baseUrl));
  const read = JSON.parse(await runDocumented(readBack, server.baseUrl));
  const found = JSON.parse(await runDocumented(search, server.baseUrl));

  expect(others).toEqual([]);
  expect(reported).toMatchObject({ key: 'MY-BUILD', state: 'SUCCESSFUL', description: '42 tests passed' });
  expect(read.values).toEqual([reported]);
  expect(found).toEqual({ values: [{ key: 'MY-BUILD', state: 'SUCCESSFUL' }] });
});

test('the pages that the README points to are there', async () => {
  const links = [...readFileSync('README.md', 'utf8').matchAll(/<http:\/\/127\.0\.0\.1:4020(\/[^>]+)>/g)].map(
    ([, path]) => path,
  );
  const [report = ''] = commands.filter((command) => command.startsWith('curl'));
  await using server = await startProgram(['dev', '--port', '0', '--memory']);
  await runDocumented(report, server.baseUrl);

  expect(links.length).toBe(2);
  for (const link of links) {
    const { status, headers } = await call(`${server.baseUrl}${link}${link === '/docs/api' ? '/' : ''}`);
    expect([link, status, headers.get('content-type')]).toEqual([link, 200, expect.stringContaining('text/html')]);
  }
});

test('the npm commands of the README are scripts of the project', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = commands.flatMap((command) =>
    [...command.matchAll(/npm (?:run )?(\w+)/g)].map(([, name = '']) => name),
  );

  expect(named.length).toBeGreaterThan(3);
  for (const name of named.filter((name) => name !== 'ci')) expect(scripts).toHaveProperty(name);
});
