import { ServiceError } from './error.ts';

declare const commitHash: unique symbol;
declare const commitRevision: unique symbol;

/** A whole commit hash in lower case: 40 hexadecimal digits (SHA-1) or 64 (SHA-256). */
export type CommitHash = string & { readonly [commitHash]: true };

/**
 * A whole or abbreviated commit hash in lower case: at least 7 hexadecimal digits, as Bitbucket accepts in paths
 * (clients send 7, 12 and 40 of them), at most the 64 of SHA-256.
 */
export type CommitRevision = string & { readonly [commitRevision]: true };

const wholeHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const revision = /^[0-9a-f]{7,64}$/;

/** Reads a commit from a path, in any case. Throws not_found for what cannot be a hash, as for an unknown commit. */
export function parseCommitRevision(text: string): CommitRevision {
  const lower = text.toLowerCase();
  if (!revision.test(lower))
    throw commitNotFound(text, 'Name a commit by its hash, whole or the first 7 hexadecimal digits or more.');
  return lower as CommitRevision;
}

export function isCommitHash(text: string): text is CommitHash {
  return wholeHash.test(text);
}

/** Takes text that is known to be a whole hash, such as Git's own answer. Throws internal when it is not. */
export function toCommitHash(text: string): CommitHash {
  if (!isCommitHash(text)) throw new ServiceError('internal', `Not a commit hash: ${text.slice(0, 80)}`);
  return text;
}

/** Bitbucket's answer for a commit it cannot find, with the hash as it was sent. */
export function commitNotFound(sent: string, detail?: string): ServiceError {
  const shas = [sent.slice(0, 80)];
  return new ServiceError('not_found', 'Commit not found', { data: { shas }, ...(detail !== undefined && { detail }) });
}
