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
  const { host } = new URL(baseUrl);
  writeFileSync(join(directory.path, '.curlrc'), `silent\nconnect-to = "127.0.0.1:4020:${host}"\n`);
  const env = { ...process.env, CURL_HOME: directory.path };
  // Without a terminal, curl takes the password it asks for from its input: an empty line.
  const shell = spawn('sh', ['-c', command], { env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  shell.stdin.end('\n');
  return await text(shell.stdout);
}
