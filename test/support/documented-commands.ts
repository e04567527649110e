import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTemporaryDirectory } from './temporary-directory.ts';

/** What a document tells people to type. */
export function documentedCommands(document: string): readonly string[] {
  return [...readFileSync(document, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, command = '']) => command);
}

/** Runs a command as it stands there, with the server on a port of its own in place of 4020. */
export async function runDocumented(command: string, baseUrl: string): Promise<string> {
  using directory = createTemporaryDirectory();
  return await text(spawnDocumented(command, baseUrl, directory.path).stdout);
}

/** Starts one that does not end by itself. */
export function startDocumented(command: string, baseUrl: string): Disposable & { readonly output: () => string } {
  const directory = createTemporaryDirectory();
  const shell = spawnDocumented(command, baseUrl, directory.path);
  let output = '';
  shell.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  return {
    output: () => output,
    [Symbol.dispose]() {
      // The shell with what it has started.
      if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
      directory[Symbol.dispose]();
    },
  };
}

function spawnDocumented(command: string, baseUrl: string, home: string) {
  const { host } = new URL(baseUrl);
  writeFileSync(join(home, '.curlrc'), `silent\nconnect-to = "127.0.0.1:4020:${host}"\n`);
  const env = { ...process.env, CURL_HOME: home };
  // Without a terminal, curl takes the password it asks for from its input: an empty line.
  const shell = spawn('sh', ['-c', command], { env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  shell.stdin.end('\n');
  return shell;
}
