import { setTimeout } from 'node:timers/promises';
import type { WaitConfig } from '../../config/wait-config.ts';
import type { ServiceError } from '../../domain/error.ts';
import { askUntil, isPassing, type Patience } from '../remote/ask-until.ts';
import { type RemoteCombinedStatus, readCombinedStatus } from '../remote/combined-status.ts';
import { getIfKnown } from '../remote/get-if-known.ts';
import type { RemoteAnswer, RemoteClient } from '../remote/remote-client.ts';
import { ownPath } from '../remote/repository-paths.ts';
import { type FoundTarget, findTarget } from './find-target.ts';

/** What was seen at one moment. */
export interface Look {
  readonly target: FoundTarget;
  /** Absent while the commit is not known. */
  readonly combined?: RemoteCombinedStatus | undefined;
  readonly tag?: string | undefined;
}

export interface Listener {
  onLook(look: Look): void;
  /** The server is away, and is asked again. */
  onAway(error: ServiceError): void;
}

/** For how long the server is asked to hold its answer: proxies cut what is silent for a minute. */
const heldSeconds = 45;

/** The same where the target may move to another commit meanwhile, of which that answer would not tell. */
const heldBesideSeconds = 10;

/** How soon it is asked again after nothing new, where the server has not held its answer. */
const pauseMs = 1000;

interface Moment {
  readonly last?: Look | undefined;
  readonly deadline: number;
}

/**
 * Waits until it is decided how the builds went, or the time is over, and gives what was seen last. Throws what the server
 * refuses; also that it is away, when it has been all the time.
 */
export async function awaitBuilds(client: RemoteClient, config: WaitConfig, listener: Listener): Promise<Look> {
  const deadline = performance.now() + config.timeoutMs;
  const patience = { deadline, onAway: listener.onAway };
  let last: Look | undefined;
  while (true) {
    const moment = { last, deadline };
    const look = await askUntil(() => takeLook(client, config, moment), patience).catch(whenAway(last));
    if (look !== last) listener.onLook(look);
    const isOver = performance.now() >= deadline;
    if (isOver || (isDecided(look, config) && (await isStillMeant(client, config, look, patience)))) return look;
    last = look;
  }
}

async function takeLook(client: RemoteClient, config: WaitConfig, { last, deadline }: Moment): Promise<Look> {
  const started = performance.now();
  const found = await findTarget(client, config);
  // A branch that is gone leaves the commit that it was at.
  const target = found.commit === undefined && last !== undefined ? last.target : found;
  const isSame = last?.target.commit === target.commit && last?.target.refname === target.refname;
  const known = isSame ? last : undefined;
  const answer = await askAbout(client, config, target, { last: known, deadline });
  if (answer?.status === 200) return { target, combined: readCombinedStatus(answer.body), tag: answer.tag };
  const restMs = Math.min(started + pauseMs, deadline) - performance.now();
  if (restMs > 0) await setTimeout(restMs);
  const isKnown = answer !== undefined;
  return known !== undefined && isKnown === (known.combined !== undefined) ? known : { target };
}

async function askAbout(
  client: RemoteClient,
  { repository, keys, target: { kind } }: WaitConfig,
  { commit, refname }: FoundTarget,
  { last, deadline }: Moment,
): Promise<RemoteAnswer | undefined> {
  if (commit === undefined) return undefined;
  const restSeconds = Math.floor(Math.max(0, deadline - performance.now()) / 1000);
  const seconds = Math.min(restSeconds, kind === 'commit' ? heldSeconds : heldBesideSeconds);
  const query = new URLSearchParams([...keys.map((key) => ['key', key]), ['wait', `${seconds}`], ['until', 'change']]);
  if (refname !== undefined) query.append('refname', refname);
  const path = ownPath(repository, `commits/${commit}/combined-status?${query}`);
  return getIfKnown(client, repository, path, { ifNoneMatch: last?.tag, heldMs: seconds * 1000 });
}

function isDecided({ combined }: Look, { failsFast }: WaitConfig): boolean {
  return combined !== undefined && (combined.isFinal || (failsFast && combined.state === 'FAILED'));
}

/** Whether a branch or a pull request still is at that commit, as far as anybody can say. */
async function isStillMeant(
  client: RemoteClient,
  config: WaitConfig,
  look: Look,
  patience: Patience,
): Promise<boolean> {
  if (config.target.kind === 'commit') return true;
  const { commit } = await askUntil(() => findTarget(client, config), patience).catch(whenAway(look.target));
  return commit === undefined || commit === look.target.commit;
}

/** A server that is away at the end leaves what was seen before. */
function whenAway<Seen>(seen: Seen | undefined): (error: unknown) => Seen {
  return (error) => {
    if (seen !== undefined && isPassing(error)) return seen;
    throw error;
  };
}
