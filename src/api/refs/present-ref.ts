import type { RefInContext } from '../../actions/list-refs.ts';
import { mergeStrategies } from '../../domain/pull-request.ts';
import type { Tag } from '../../domain/ref.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';
import { presentAuthor, presentCommit } from '../commits/present-commit.ts';

export function presentBranch(repository: Repository, branch: RefInContext, links: Links) {
  return {
    type: 'branch' as const,
    ...presentRef(repository, branch, 'branches', links),
    merge_strategies: [...mergeStrategies],
    default_merge_strategy: mergeStrategies[0],
  };
}

export function presentTag(repository: Repository, tag: RefInContext, links: Links) {
  const { message, date, tagger }: Partial<Tag> = tag.ref;
  return {
    type: 'tag' as const,
    ...presentRef(repository, tag, 'tags', links),
    message: message ?? null,
    date: date ?? null,
    tagger: tagger === undefined ? null : presentAuthor(tagger),
  };
}

function presentRef(repository: Repository, { ref, target }: RefInContext, kind: 'branches' | 'tags', links: Links) {
  const api = links.apiRepository(repository);
  // Bitbucket leaves the slashes of a name as they are.
  const name = encodeURIComponent(ref.name).replaceAll('%2F', '/');
  return {
    name: ref.name,
    target: presentCommit(repository, target, links),
    links: { self: { href: `${api}/refs/${kind}/${name}` }, commits: { href: `${api}/commits/${name}` } },
  };
}
