import type { FullCommit } from '../../actions/get-full-commit.ts';
import type { Commit } from '../../domain/commit.ts';
import type { CommitHash } from '../../domain/commit-hash.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';
import { presentRenderedText } from '../rendered-text.ts';
import { presentRepositoryReference } from '../repositories/present-repository.ts';

/** The short form in which a commit stands inside other objects, with what Git says of it where there is a Git. */
export function presentCommitReference(repository: Repository, { hash, details }: Commit, links: Links) {
  return {
    ...presentCommitHash(repository, hash, links),
    ...(details && {
      message: details.message,
      date: details.date,
      author: presentAuthor(details.author),
    }),
  };
}

/** The shortest form, of a commit of which only the hash is at hand. */
export function presentCommitHash(repository: Repository, hash: CommitHash, links: Links) {
  return {
    hash,
    links: {
      self: { href: links.apiCommit(repository, hash) },
      html: { href: links.commitPage(repository, hash) },
    },
    type: 'commit' as const,
  };
}

/** The whole object. */
export function presentCommit(repository: Repository, commit: FullCommit, links: Links) {
  const { hash, details, seenOn } = commit;
  const message = details?.message ?? '';
  const date = details?.date ?? (seenOn === undefined ? undefined : formatInstant(seenOn));
  const short = presentCommitHash(repository, hash, links);
  return {
    ...short,
    ...(date !== undefined && { date }),
    author: presentAuthor(details?.author ?? ''),
    ...('committer' in commit && { committer: presentAuthor(commit.committer) }),
    message,
    summary: presentRenderedText(message),
    parents: 'parents' in commit ? commit.parents.map((parent) => presentCommitHash(repository, parent, links)) : [],
    repository: presentRepositoryReference(repository, links),
    participants: [],
    links: { ...short.links, statuses: { href: links.apiCommitStatuses(repository, hash) } },
  };
}

export function presentAuthor(raw: string) {
  return { type: 'author' as const, raw };
}
