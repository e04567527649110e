import type { Comparison } from '../../query/filter.ts';
import { invalidFilter } from '../../query/invalid-filter.ts';
import { matchesFilter } from '../../query/matches-filter.ts';
import { quote } from '../../query/quote.ts';

/** What somebody may do, each level more than the ones before it. */
export const repositoryPermissions = ['read', 'write', 'admin'] as const;
export const workspacePermissions = ['member', 'collaborator', 'owner'] as const;

/**
 * Whether the highest level meets a comparison. Larger means that it allows more, as in Bitbucket's own example
 * `permission>"read"`. Throws invalid for a comparison with the place of a level that there is not.
 */
export function highestMeets(levels: readonly string[]): (comparison: Comparison<string>) => boolean {
  const highest = levels.length - 1;
  return (comparison) => {
    if (comparison.kind !== 'order') return matchesFilter(comparison, () => levels[highest] ?? null);
    const level = levels.indexOf(String(comparison.value));
    if (level === -1) {
      throw invalidFilter(
        `The field ${comparison.field} takes one of ${levels.join(', ')}, not ${quote(String(comparison.value))}.`,
      );
    }
    return matchesFilter({ ...comparison, value: level }, () => highest);
  };
}
