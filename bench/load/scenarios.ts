import { createHash } from 'node:crypto';

/** One request of a load, told from every other of the same load. */
export interface Turn {
  /** Which run of the benchmark this is: two runs never send the same new key. */
  readonly run: string;
  readonly connection: number;
  readonly turn: number;
  /** How many commits the filled part of the store has. */
  readonly filledCommits: number;
}

/** What a status is told from others by. */
export interface Build {
  readonly commit: string;
  readonly key: string;
  readonly name: string;
}

export interface BenchRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What is sent, or what is asked for. */
  readonly builds: readonly Build[];
  readonly body?: string;
}

export interface Scenario {
  readonly title: string;
  readonly isWrite: boolean;
  request(turn: Turn): BenchRequest;
  /** Whether the answer is right, read whole. */
  isRight(answer: string, request: BenchRequest): boolean;
}

export const workspace = 'bench';
export const repository = 'widgets';
const statusesPath = `/2.0/repositories/${workspace}/${repository}/commit`;

/** Bytes of the body of a single POST. */
const bodyLength = 300;
export const statusesOfBatch = 100;

/** How many statuses each commit has, and so how many a list shows. */
export const statusesPerCommit = 10;
/** The commits that everybody reads: so many are looked at while they are built. */
export const recentCommits = 100;
const keysOfHotCommit = 300;

export function commitHash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

export function recentBuild(commit: number, index: number): Build {
  return { commit: commitHash(`recent ${commit}`), key: `build-${index}`, name: `unit tests ${commit}/${index}` };
}

/** The build that a store is filled with at that place. */
export function filledBuild(place: number): Build {
  const commit = Math.floor(place / statusesPerCommit);
  const index = place % statusesPerCommit;
  return { commit: commitHash(`filled ${commit}`), key: `build-${index}`, name: `unit tests ${commit}/${index}` };
}

export const refname = 'main';
export const buildUrl = 'https://ci.example.org/job/widgets/42/';

/** The members that a CI system sends, `length` bytes of JSON long. */
export function statusMembers({ key, name }: Pick<Build, 'key' | 'name'>, length = bodyLength) {
  const members = { key, state: 'SUCCESSFUL', name, description: '', url: buildUrl, refname };
  const missing = length - JSON.stringify(members).length;
  return { ...members, description: '42 tests passed on the machine of the team. '.repeat(20).slice(0, missing) };
}

function post(build: Build): BenchRequest {
  const path = `${statusesPath}/${build.commit}/statuses/build`;
  return { method: 'POST', path, builds: [build], body: JSON.stringify(statusMembers(build)) };
}

function get(build: Build): BenchRequest {
  return { method: 'GET', path: `${statusesPath}/${build.commit}/statuses/build/${build.key}`, builds: [build] };
}

function list(commit: number, query = ''): BenchRequest {
  const builds = Array.from({ length: statusesPerCommit }, (_, index) => recentBuild(commit, index));
  return { method: 'GET', path: `${statusesPath}/${builds[0]?.commit}/statuses${query}`, builds };
}

function newBuild({ run, connection, turn }: Turn): Build {
  const commit = commitHash(`${run} ${connection} ${Math.floor(turn / statusesPerCommit)}`);
  return { commit, key: `build-${turn % statusesPerCommit}`, name: `${run}/${connection}/${turn}` };
}

/** A commit of the recent ones, another one each time, and not in the order in which they were made. */
function recentCommit({ connection, turn }: Turn): number {
  return (connection * 37 + turn * 13) % recentCommits;
}

interface ShownStatus {
  readonly key: string;
  readonly state: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly refname: string;
  readonly commit: { readonly hash: string };
}

function shows(status: ShownStatus | undefined, build: Build | undefined): boolean {
  if (status === undefined || build === undefined || status.commit.hash !== build.commit) return false;
  return Object.entries(statusMembers(build)).every(([name, value]) => status[name as 'key'] === value);
}

function isStatus(answer: string, { builds }: BenchRequest): boolean {
  return shows(JSON.parse(answer), builds[0]);
}

function isPage(answer: string, { builds }: BenchRequest): boolean {
  const { size, values } = JSON.parse(answer) as { readonly size: number; readonly values: readonly ShownStatus[] };
  const sorted = values.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return size === builds.length && builds.every((build, index) => shows(sorted[index], build));
}

function isBatch(answer: string, { builds }: BenchRequest): boolean {
  const { values } = JSON.parse(answer) as {
    readonly values: readonly { readonly status: number; readonly commit_status: ShownStatus }[];
  };
  return builds.every((build, index) => shows(values[index]?.commit_status, build));
}

export const scenarios = {
  'post-new': { title: 'POST, new keys', isWrite: true, request: (turn) => post(newBuild(turn)), isRight: isStatus },
  'post-same': {
    title: 'POST, the same keys again',
    isWrite: true,
    request: ({ run, connection, turn }) =>
      post({
        commit: commitHash(`same ${connection}`),
        key: `build-${turn % statusesPerCommit}`,
        name: `${run}/${connection}/${turn}`,
      }),
    isRight: isStatus,
  },
  'post-hot': {
    title: 'POST, 300 keys of one hot commit',
    isWrite: true,
    request: ({ run, connection, turn }) =>
      post({
        commit: commitHash('hot'),
        key: `build-${(connection * 7 + turn) % keysOfHotCommit}`,
        name: `${run}/${connection}/${turn}`,
      }),
    isRight: isStatus,
  },
  get: {
    title: 'GET by key',
    isWrite: false,
    request: (turn) => get(recentBuild(recentCommit(turn), turn.turn % statusesPerCommit)),
    isRight: isStatus,
  },
  'get-any': {
    title: 'GET by key, anywhere among those stored',
    isWrite: false,
    request: ({ filledCommits, connection, turn }) =>
      // Two large primes: neighbours in time are far apart in the store.
      get(filledBuild((connection * 15_485_863 + turn * 32_452_843) % (filledCommits * statusesPerCommit))),
    isRight: isStatus,
  },
  list: { title: 'List of 10', isWrite: false, request: (turn) => list(recentCommit(turn)), isRight: isPage },
  'list-q': {
    title: 'List of 10 with `q`',
    isWrite: false,
    request: (turn) =>
      list(recentCommit(turn), `?q=${encodeURIComponent('state="SUCCESSFUL" AND name ~ "unit"')}&sort=key`),
    isRight: isPage,
  },
  'pull-request': {
    title: 'Statuses of a pull request, 10',
    isWrite: false,
    request: () => ({
      ...list(0),
      path: `/2.0/repositories/${workspace}/${repository}/pullrequests/1/statuses`,
    }),
    isRight: isPage,
  },
  batch: {
    title: 'POST of 100 statuses in one request',
    isWrite: true,
    request: ({ run, connection, turn, ...rest }) => {
      const builds = Array.from({ length: statusesOfBatch }, (_, index) =>
        newBuild({ ...rest, run, connection, turn: turn * statusesOfBatch + index }),
      );
      const statuses = builds.map((build) => ({ commit: build.commit, ...statusMembers(build) }));
      const path = `/signalbox/1/repositories/${workspace}/${repository}/statuses/batch`;
      return { method: 'POST', path, builds, body: JSON.stringify({ statuses }) };
    },
    isRight: isBatch,
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;
