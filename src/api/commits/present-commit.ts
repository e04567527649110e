import type { Commit } from '../../domain/commit.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';

/** The short form in which a commit stands inside other objects, with what Git says of it where there is a Git. */
export function presentCommitReference(repository: Repository, { hash, details }: Commit, links: Links) {
  return {
    hash,
    links: {
      self: { href: links.apiCommit(repository, hash) },
      html: { href: links.commitPage(repository, hash) },
    },
    type: 'commit' as const,
    ...(details && {
      message: details.message,
      date: details.date,
      author: { type: 'author' as const, raw: details.author },
    }),
  };
}
