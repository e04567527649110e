import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a server process has taken of the machine. */
export interface Usage {
  /** Of all its threads since it started, in microseconds. */
  readonly processorUs: number;
  /** Bytes that are resident in memory. */
  readonly memory: number;
}

export const usageQuestion = 'usage';

/** Run in the server: answers whoever started it. */
export function answerUsage(): void {
  process.on('message', (message) => {
    if (message !== usageQuestion) return;
    const { user, system } = process.cpuUsage();
    process.send?.({ processorUs: user + system, memory: process.memoryUsage.rss() } satisfies Usage);
  });
}

/** Asks a server that was started with a channel. */
export async function askUsage(child: ChildProcess): Promise<Usage> {
  const answered = once(child, 'message');
  child.send(usageQuestion);
  const [usage] = await answered;
  return usage;
}
