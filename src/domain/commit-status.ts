import type { BuildState } from './build-state.ts';
import type { CommitHash } from './commit-hash.ts';
import { ServiceError } from './error.ts';
import type { Instant } from './instant.ts';

/** What a sender says in a commit status. `''` is an unset text. */
export interface CommitStatusContent {
  readonly state: BuildState;
  readonly name: string;
  readonly description: string;
  /** As sent: a template is kept raw and expanded wherever it is shown. */
  readonly url: string;
  /** The bare name of the branch that was built. */
  readonly refname?: string | undefined;
}

/** The state of one build of one commit; one per (repository, commit, key). */
export interface CommitStatus extends CommitStatusContent {
  /** In braces; stable over overwrites. */
  readonly uuid: string;
  readonly commitHash: CommitHash;
  readonly key: string;
  /** The name of whoever reported the present content. */
  readonly author?: string | undefined;
  readonly createdOn: Instant;
  readonly updatedOn: Instant;
  /** Counts the runs of the build, from 1: each begins with INPROGRESS, or says otherwise how the build went. */
  readonly attempt: number;
  /** The highest number that a build of this key has called itself by. Those with a lower one come too late. */
  readonly buildNumber?: number | undefined;
  /** Present while it does not count: it was taken out of the combined status. */
  readonly voided?: StatusVoid | undefined;
}

/** How long a reason may be, in Unicode code points. */
export const maxReasonLength = 1000;

/** Who took a status out of the combined status, when and why. */
export interface StatusVoid {
  readonly reason: string;
  readonly by?: string | undefined;
  readonly on: Instant;
}

/** How long each member may be, in Unicode code points, and what else a server insists on. */
export interface CommitStatusRules {
  readonly maxKeyLength: number;
  readonly maxNameLength: number;
  readonly maxRefnameLength: number;
  readonly maxDescriptionLength: number;
  readonly maxUrlLength: number;
  readonly requiresUrl: boolean;
  /** Whether the host of a url must be dotted, an IP address, or localhost. */
  readonly requiresPublicHost: boolean;
}

/** What Signalbox asks by default: roomy, because each limit of bitbucket.org has its own list of bug reports. */
export const defaultRules: CommitStatusRules = {
  maxKeyLength: 255,
  maxNameLength: 255,
  maxRefnameLength: 255,
  maxDescriptionLength: 4096,
  maxUrlLength: 2048,
  requiresUrl: false,
  requiresPublicHost: false,
};

/** What bitbucket.org asks (key: buildbot#7049; host: atlantis#710), for people who test an integration. */
export const strictRules: CommitStatusRules = {
  ...defaultRules,
  maxKeyLength: 40,
  requiresUrl: true,
  requiresPublicHost: true,
};

/** A text that every database can hold: no null character, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Whether the text may be a key. URLs take a lone `.` or `..` for the way up, so that no link could lead to such a key. */
export function isStatusKey(text: string): boolean {
  return isStorableText(text) && text !== '.' && text !== '..';
}

/** The answer to somebody who would overwrite what another account has reported. */
export function statusIsOwned(key: string, commit: CommitHash, owner: string): ServiceError {
  return new ServiceError(
    'forbidden',
    `The build status '${key}' of commit ${commit.slice(0, 12)} belongs to the account '${owner}'.`,
    {
      detail:
        'It may be overwritten by that account, by tokens made for such keys, and by administrators of the repository.',
    },
  );
}

export function commitStatusNotFound(key: string, commit: CommitHash): ServiceError {
  return new ServiceError('not_found', `Commit ${commit.slice(0, 12)} has no build status with the key '${key}'.`);
}

/** The answer to somebody who would let a status count again that counts. */
export function statusIsNotVoided(key: string, commit: CommitHash): ServiceError {
  return new ServiceError(
    'not_found',
    `The build status '${key}' of commit ${commit.slice(0, 12)} is not voided: it counts.`,
  );
}
