import { once } from 'node:events';
import { expect } from 'vitest';
import { type Environment, startCommand } from './program.ts';
import type { Finished } from './run-command.ts';

/** A running `signalbox wait`. */
export interface Waiting {
  /** Until it has written that. */
  told(text: string): Promise<void>;
  /** Its end, with all that it wrote. */
  readonly finished: Promise<Finished>;
}

/** Starts to wait for builds of `acme/widgets`. */
export function startWaiting(
  baseUrl: string,
  args: readonly string[],
  { env = {}, ...environment }: Environment = {},
): Waiting {
  const remote = { SIGNALBOX_SERVER: baseUrl, SIGNALBOX_REPOSITORY: 'acme/widgets' };
  const { process: child } = startCommand(['wait', ...args], { ...environment, env: { ...remote, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return {
    told: (text) => expect.poll(() => `${stdout}${stderr}`, { timeout: 20_000 }).toContain(text),
    finished: once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr })),
  };
}
