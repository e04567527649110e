import { relative } from 'node:path';
import { readToken } from '../../config/environment.ts';
import { ServiceError } from '../../domain/error.ts';
import { matchesGlob, parseGlob } from '../../domain/glob.ts';
import { askUntil } from '../remote/ask-until.ts';
import { createRemoteClient } from '../remote/remote-client.ts';
import { ownPath } from '../remote/repository-paths.ts';
import { type GateSettings, readGateSettings, readGateToken } from './gate-files.ts';
import type { GitPlaces } from './git-hooks.ts';
import { isAnsweredChecks, judgePush, refuseUnknown, undecided, type Verdict } from './judge-push.ts';

/** What Git tells an `update` hook. */
export interface RefUpdate {
  readonly ref: string;
  readonly newHash: string;
}

/** Somebody waits at a terminal. */
const answerMs = 10_000;
/** For a server that is being restarted. */
const patienceMs = 3000;

const branchPrefix = 'refs/heads/';
const goesOn: Verdict = { isAdmitted: true, lines: [] };

/** Whether the push of one ref goes on. Tags, deletions, and branches that are not protected do. */
export async function checkPush(places: GitPlaces, { ref, newHash }: RefUpdate): Promise<Verdict> {
  const settings = await readGateSettings(places.gitDirectory);
  if (settings === undefined) return withoutSettings(places);
  const branch = ref.slice(branchPrefix.length);
  const isProtected =
    ref.startsWith(branchPrefix) && settings.branches.some((glob) => matchesGlob(parseGlob(glob), branch));
  if (!isProtected || /^0+$/.test(newHash)) return goesOn;
  try {
    const body = await ask(places, settings, { branch, newHash });
    return judgePush({ settings, branch, commit: newHash }, body);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (isUnknownCommit(error)) return refuseUnknown({ settings, branch, commit: newHash });
    return undecided(settings, error.message.split('\n'));
  }
}

/** A hook that many repositories share is nothing to those that have no gate; one of their own without settings is broken. */
function withoutSettings({ gitDirectory, hooksDirectory }: GitPlaces): Verdict {
  if (relative(gitDirectory, hooksDirectory).startsWith('..')) return goesOn;
  return undecided({ failsOpen: false }, ['The settings of the gate are gone: install it again, or uninstall it.']);
}

async function ask(
  { gitDirectory }: GitPlaces,
  { server, repository }: GateSettings,
  { branch, newHash }: { readonly branch: string; readonly newHash: string },
) {
  const client = createRemoteClient(server, readToken() ?? (await readGateToken(gitDirectory)), { answerMs });
  const path = ownPath(repository, `commits/${newHash}/merge-checks?branch=${encodeURIComponent(branch)}`);
  const deadline = performance.now() + patienceMs;
  const { body } = await askUntil(() => client.get(path), { deadline });
  if (isAnsweredChecks(body)) return body;
  throw new ServiceError('internal', `${server} answers something else than merge checks: is it Signalbox?`);
}

/** The server knows the repository, and not the commit. */
function isUnknownCommit({ code, data }: ServiceError): boolean {
  return code === 'not_found' && data?.shas !== undefined;
}
