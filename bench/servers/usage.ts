import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a server process has taken of the machine. */
export interface Usage {
  /** Of all its threads since it started, in microseconds. */
  readonly processorUs: number;
  /** Bytes that are resident in memory. */
  readonly memory: number;
}

/** Asks a server that was started with a channel, and has loaded `answer-usage.mjs`. */
export async function askUsage(child: ChildProcess): Promise<Usage> {
  const answered = once(child, 'message');
  child.send('usage');
  const [usage] = await answered;
  return usage;
}
