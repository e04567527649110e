import { parseDuration } from '../domain/parse-duration.ts';
import { spellOption, targetOptions } from './options.ts';
import { type RemoteConfig, readRemote } from './remote-config.ts';
import { checked, createReader, type GivenSettings, type Parsed, type Reader } from './setting-reader.ts';

/** Whose builds are waited for. Of a branch and a pull request, it is the newest commit, also when there is a newer one. */
export type WaitTarget =
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'pull_request'; readonly id: number };

export interface WaitConfig extends RemoteConfig {
  readonly target: WaitTarget;
  /** None: all that are reported. */
  readonly keys: readonly string[];
  readonly timeoutMs: number;
  /** Whether the first failure ends it. */
  readonly failsFast: boolean;
}

/** As many as the server takes. */
const maxKeys = 100;

/** Longer than any build takes. */
const maxTimeoutMs = 7 * 86_400_000;

/** What `signalbox wait` waits for. Throws invalid with every problem at once, a line each. */
export function parseWaitConfig(settings: GivenSettings): WaitConfig {
  const problems: string[] = [];
  const read = createReader(settings, problems);
  const config = {
    ...readRemote(read, problems),
    target: readTarget(settings, problems),
    keys: read.checked('key', parseKeys) ?? [],
    timeoutMs: read.checked('timeout', parseTimeout) ?? 0,
    failsFast: read.isSwitchedOn('failFast'),
  };
  return checked(config, problems);
}

/** A target on the command line takes the place of any in the environment. */
function readTarget({ flags, environment }: GivenSettings, problems: string[]): WaitTarget {
  const isFlagGiven = targetOptions.some((name) => flags[name]);
  const read = createReader({ flags, environment: isFlagGiven ? {} : environment }, problems);
  const targets = [readCommit(read), readBranch(read), readPullRequest(read)];
  const given = targetOptions.filter((name) => read.text(name) !== undefined);
  const [target] = targets.filter((one) => one !== undefined);
  if (given.length !== 1) problems.push(`Give exactly one of ${targetOptions.map(spellOption).join(', ')}.`);
  return target ?? { kind: 'branch', name: '' };
}

function readCommit(read: Reader): WaitTarget | undefined {
  const commit = read.checked('commit', (text) =>
    /^[0-9a-f]{7,64}$/i.test(text)
      ? { value: text.toLowerCase() }
      : { problem: 'is a hash, whole or its first 7 hexadecimal digits or more' },
  );
  return commit === undefined ? undefined : { kind: 'commit', commit };
}

function readBranch(read: Reader): WaitTarget | undefined {
  const name = read.text('branch');
  return name === undefined ? undefined : { kind: 'branch', name };
}

function readPullRequest(read: Reader): WaitTarget | undefined {
  const id = read.checked('pullRequest', (text) =>
    /^[1-9]\d{0,14}$/.test(text) ? { value: Number(text) } : { problem: 'is the number of a pull request' },
  );
  return id === undefined ? undefined : { kind: 'pull_request', id };
}

function parseKeys(text: string): Parsed<readonly string[]> {
  const keys = [...new Set(text.split('\n').filter((key) => key !== ''))];
  return keys.length <= maxKeys ? { value: keys } : { problem: `is given at most ${maxKeys} times` };
}

function parseTimeout(text: string): Parsed<number> {
  const milliseconds = parseDuration(text) ?? Number.POSITIVE_INFINITY;
  return milliseconds <= maxTimeoutMs
    ? { value: milliseconds }
    : { problem: 'is a time like 90s, 30m, 2h or 1d, 7d at most' };
}
