/**
 * Lets so many pieces of work run at once, and so many more wait for their turn. Beyond that, what `refuse` makes is thrown
 * at once: a queue without an end would only move the trouble into memory.
 */
export function takeTurns({
  atOnce,
  waiting,
  refuse,
}: {
  readonly atOnce: number;
  readonly waiting: number;
  readonly refuse: () => Error;
}): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running < atOnce) running += 1;
    else if (queue.length >= waiting) throw refuse();
    // Whoever ends hands its place on, so that the count of those running stays as it is.
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
