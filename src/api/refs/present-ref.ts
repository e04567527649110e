import type { RefInContext } from '../../actions/ref-in-context.ts';
import { mergeStrategies } from '../../domain/pull-request.ts';
import type { Tag } from '../../domain/ref.ts';
import type { Links } from '../../http/links.ts';
import { presentAuthor, presentCommit } from '../commits/present-commit.ts';

/** A branch or a tag, in its own shape. */
export function presentRef(ref: RefInContext, links: Links) {
  return ref.kind === 'branch' ? presentBranch(ref, links) : presentTag(ref, links);
}

export function presentBranch(branch: RefInContext, links: Links) {
  return {
    type: 'branch' as const,
    ...presentMembers(branch, 'branches', links),
    merge_strategies: [...mergeStrategies],
    default_merge_strategy: mergeStrategies[0],
  };
}

export function presentTag(tag: RefInContext, links: Links) {
  const { message, date, tagger }: Partial<Tag> = tag.ref;
  return {
    type: 'tag' as const,
    ...presentMembers(tag, 'tags', links),
    message: message ?? null,
    date: date ?? null,
    tagger: tagger === undefined ? null : presentAuthor(tagger),
  };
}

function presentMembers({ repository, ref, target }: RefInContext, kind: 'branches' | 'tags', links: Links) {
  const api = links.apiRepository(repository);
  // Bitbucket leaves the slashes of a name as they are.
  const name = encodeURIComponent(ref.name).replaceAll('%2F', '/');
  return {
    name: ref.name,
    target: presentCommit(repository, target, links),
    links: { self: { href: `${api}/refs/${kind}/${name}` }, commits: { href: `${api}/commits/${name}` } },
  };
}
