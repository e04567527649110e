import { expect, test } from 'vitest';
import { repeatInBackground } from './repeat-in-background.ts';

/** A pause that lasts until it is ended, or the work is. */
function createPause() {
  const ends: (() => void)[] = [];
  return {
    ends,
    pause: (_ms: number, signal: AbortSignal) =>
      new Promise<void>((end) => {
        ends.push(end);
        signal.addEventListener('abort', () => end());
      }),
  };
}

test('what fails is logged and done again, and a pause ends with the server', async () => {
  const { ends, pause } = createPause();
  const logged: unknown[] = [];
  let times = 0;
  const work = async () => {
    times += 1;
    if (times === 1) throw new Error('away');
  };
  {
    await using _ = repeatInBackground({
      work,
      pauseMs: 5,
      logger: { error: (...line: unknown[]) => logged.push(line) },
      complaint: 'It failed.',
      pause,
    });
    await expect.poll(() => ends.length).toBe(1);
    ends[0]?.();
    await expect.poll(() => ends.length).toBe(2);
  }

  expect(times).toBe(2);
  expect(logged).toEqual([[{ err: new Error('away') }, 'It failed.']]);
});

test('the server waits for the step that is being made, which is told, and logs nothing of it', async () => {
  const { pause } = createPause();
  const logged: unknown[] = [];
  const step = Promise.withResolvers<void>();
  const begun = repeatInBackground({
    work: async (signal) => {
      await step.promise;
      signal.throwIfAborted();
    },
    pauseMs: 5,
    logger: { error: (...line: unknown[]) => logged.push(line) },
    complaint: 'It failed.',
    pause,
  });

  let isClosed = false;
  const closing = begun[Symbol.asyncDispose]().then(() => {
    isClosed = true;
  });
  await Promise.resolve();
  expect(isClosed).toBe(false);
  step.resolve();
  await closing;

  expect(logged).toEqual([]);
});
