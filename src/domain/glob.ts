type Segment = readonly string[];

/** A pattern that was taken apart once for all texts that it is held to. */
export interface Glob {
  /** What stands between each two `**`, in order: the segments, each as its characters. */
  readonly runs: readonly (readonly Segment[])[];
  /** Whether it ends with `**`, which then stands for at least one segment. */
  readonly isOpen: boolean;
}

/**
 * In a segment, which ends at a slash, `?` stands for one character and `*` for any, none included. `**` as a whole segment
 * stands for any segments, none included; at the end, for one at least. A lone `*` covers everything. All else stands for itself,
 * brackets, braces and backslashes, too.
 */
export function parseGlob(pattern: string): Glob {
  const segments = (pattern === '*' ? '**' : pattern).split('/');
  const runs: Segment[][] = [[]];
  for (const segment of segments) {
    if (segment === '**') runs.push([]);
    else runs.at(-1)?.push([...segment]);
  }
  return { runs, isOpen: segments.at(-1) === '**' };
}

/**
 * Whether the glob covers the text. The patterns are strangers': the work is at most the length of the one times the length of
 * the other, whatever they say.
 */
export function matchesGlob({ runs, isOpen }: Glob, text: string): boolean {
  const segments = text.split('/').map((segment) => [...segment]);
  const [first = [], ...others] = runs;
  const last = others.pop();
  if (last === undefined) return first.length === segments.length && matchesRun(first, segments, 0);
  const end = segments.length - (isOpen ? 1 : last.length);
  if (!matchesRun(first, segments, 0) || first.length > end || !matchesRun(last, segments, isOpen ? 0 : end))
    return false;
  // Each run as early as it can stand leaves the most room for those after it.
  let from = first.length;
  for (const run of others) {
    while (from + run.length <= end && !matchesRun(run, segments, from)) from += 1;
    if (from + run.length > end) return false;
    from += run.length;
  }
  return true;
}

function matchesRun(run: readonly Segment[], segments: readonly Segment[], from: number): boolean {
  return run.every((pattern, index) => {
    const segment = segments[from + index];
    return segment !== undefined && matchesSegment(pattern, segment);
  });
}

/** Back to the last star alone: what came before it is settled. */
function matchesSegment(pattern: Segment, segment: Segment): boolean {
  let at = 0;
  let star = -1;
  let starEnd = 0;
  for (let index = 0; index < segment.length; ) {
    if (pattern[at] === '*') {
      star = at;
      starEnd = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === segment[index])) {
      at += 1;
      index += 1;
    } else if (star === -1) {
      return false;
    } else {
      starEnd += 1;
      index = starEnd;
      at = star + 1;
    }
  }
  return pattern.slice(at).every((character) => character === '*');
}
