import type { Pause } from '../../src/http/guesses.ts';

/** Delays in place of those of time: each lasts until the test ends it, or the server does, unless it is to end at once. */
export interface HeldPause {
  readonly pause: Pause;
  /** Those that have begun. */
  readonly delays: { readonly ms: number; end(): void }[];
  endsAtOnce: boolean;
}

export function createHeldPause(): HeldPause {
  const held: HeldPause = {
    delays: [],
    endsAtOnce: true,
    pause: (ms, signal) =>
      new Promise((end) => {
        held.delays.push({ ms, end });
        signal.addEventListener('abort', () => end());
        if (held.endsAtOnce) end();
      }),
  };
  return held;
}
