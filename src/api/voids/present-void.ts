import type { CommitStatusInContext } from '../../actions/commit-status-in-context.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitHash } from '../commits/present-commit.ts';

/** Why a status does not count; `undefined` for one that does. */
export function presentVoid({ repository, commit, status }: CommitStatusInContext, links: Links) {
  const { key, state, voided } = status;
  if (voided === undefined) return undefined;
  return {
    type: 'status_void' as const,
    key,
    state,
    reason: voided.reason,
    author: voided.by === undefined ? null : { display_name: voided.by },
    voided_on: formatInstant(voided.on),
    commit: presentCommitHash(repository, commit.hash, links),
    links: {
      self: { href: links.apiStatusVoid(repository, commit.hash, key) },
      status: { href: links.apiCommitStatus(repository, commit.hash, key) },
    },
  };
}
