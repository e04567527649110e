import { readFileSync } from 'node:fs';
import { EventSource } from 'eventsource';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildUrl } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { documentedCommands, startDocumented } from '../support/documented-commands.ts';
import { startProgram } from '../support/program.ts';

const markdown = readFileSync('docs/live-stream.md', 'utf8');

function shownAs(language: string): string {
  const [, shown = ''] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(markdown) ?? [];
  return shown;
}

/** A server that has been told what the document speaks of. */
async function startTold(): Promise<string> {
  const server = await startProgram(['dev', '--port', '0', '--memory']);
  onTestFinished(() => server[Symbol.asyncDispose]());
  for (const state of ['INPROGRESS', 'SUCCESSFUL']) await report(server.baseUrl, state);
  return server.baseUrl;
}

function report(baseUrl: string, state: string) {
  const url = buildUrl(baseUrl, { repository: 'my-workspace/my-repo' });
  return call(url, { method: 'POST', json: { key: 'MY-BUILD', state } });
}

test('the command of docs/live-stream.md prints what is shown there', async () => {
  const [command = '', ...others] = documentedCommands('docs/live-stream.md');
  using running = startDocumented(command, await startTold());

  await vi.waitFor(() => expect(running.output()).toBe(shownAs('text')), { timeout: 10_000 });

  expect(others).toEqual([]);
});

test('the script of docs/live-stream.md tells of a report', async () => {
  const baseUrl = await startTold();
  const lines: string[] = [];
  const sources: EventSource[] = [];
  onTestFinished(() => {
    for (const source of sources) source.close();
  });
  const script = shownAs('js').replace('https://builds.example.org', baseUrl);
  class Source extends EventSource {
    constructor(url: string) {
      super(url);
      sources.push(this);
    }
  }

  new Function('EventSource', 'console', script)(Source, { log: (line: string) => lines.push(line) });
  const opened = Promise.withResolvers<void>();
  sources[0]?.addEventListener('heartbeat', () => opened.resolve());
  await opened.promise;
  await report(baseUrl, 'FAILED');

  await vi.waitFor(() => expect(lines).toEqual([expect.stringMatching(/^MY-BUILD of [0-9a-f]{40} is FAILED$/)]));
});
