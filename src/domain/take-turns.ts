export interface TurnsOptions {
  readonly atOnce: number;
  /** Of all askers together. */
  readonly waiting: number;
  readonly refuse: () => Error;
}

/** Somebody who waits, until one of the two is called. */
interface Waiting {
  begin(): void;
  giveUp(error: Error): void;
}

/**
 * Lets so many pieces of work run at once, and so many more wait for their turn. Each asker has a line of its own, and the lines
 * are served in turn, so that whoever asks often waits longer, and nobody else does. When no more may wait, the last of
 * the longest line makes room for one of a shorter line; what `refuse` makes is thrown to it, or to the one that came, at once: a
 * queue without an end would only move the trouble into memory.
 */
export function takeTurns({
  atOnce,
  waiting,
  refuse,
}: TurnsOptions): <Result>(asker: string, work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  let inLines = 0;
  /** By asker; the one whose turn is next stands first, and no line is empty. */
  const lines = new Map<string, Waiting[]>();

  function standInLine(asker: string): Promise<void> {
    if (inLines >= waiting) makeRoomFor(asker);
    inLines += 1;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = lines.get(asker) ?? [];
    line.push({ begin: resolve, giveUp: reject });
    lines.set(asker, line);
    return promise;
  }

  function makeRoomFor(asker: string): void {
    const longest = [...lines.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
    const own = lines.get(asker)?.length ?? 0;
    if (longest.length <= own + 1) throw refuse();
    longest.pop()?.giveUp(refuse());
    inLines -= 1;
  }

  function callNext(): Waiting | undefined {
    const [first] = lines;
    if (first === undefined) return undefined;
    const [asker, line] = first;
    const next = line.shift();
    inLines -= 1;
    lines.delete(asker);
    if (line.length > 0) lines.set(asker, line);
    return next;
  }

  return async (asker, work) => {
    if (running < atOnce) running += 1;
    // Whoever ends hands its place on, so that the count of those running stays as it is.
    else await standInLine(asker);
    try {
      return await work();
    } finally {
      const next = callNext();
      if (next === undefined) running -= 1;
      else next.begin();
    }
  };
}
