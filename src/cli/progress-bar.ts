export interface ProgressBar extends Disposable {
  advance(count: number): void;
}

/** Where there is no terminal, a line is written this often. */
const lineEveryMs = 5000;

/** Shows on standard error how far long work is: a bar on a terminal, elsewhere a line now and then. */
export async function openProgressBar({
  what,
  unit,
  total,
}: {
  readonly what: string;
  readonly unit: string;
  readonly total: number;
}): Promise<ProgressBar> {
  const { Presets, SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: `${what} [{bar}] {percentage} % of {total} ${unit}, {eta_formatted} left`,
      noTTYOutput: true,
      notTTYSchedule: lineEveryMs,
      hideCursor: true,
    },
    Presets.rect,
  );
  bar.start(total, 0);
  return {
    advance: (count) => bar.increment(count),
    [Symbol.dispose]: () => bar.stop(),
  };
}
