import type { Comparison, Filter } from '../../query/filter.ts';
import { invalidFilter } from '../../query/invalid-filter.ts';
import { matchesFilter } from '../../query/matches-filter.ts';
import { quote } from '../../query/quote.ts';
import type { RankField } from '../search-inside.ts';

/**
 * The field `permission`, which shows one of the levels, the lowest first. Larger means that it allows more, as in Bitbucket's
 * own example `permission>"read"`.
 */
export function permissionField(levels: readonly string[]): RankField<'permission'> {
  return {
    name: 'permission',
    toRanks: (comparison) => ranksThat(levels, (level) => meets(comparison, level, levels)),
  };
}

/** The field `administrator`, which is true of the higher of two ranks. */
export const administratorField: RankField<'administrator'> = {
  name: 'administrator',
  toRanks: (comparison) => ranksThat([false, true], (isOne) => matchesFilter(comparison, () => isOne)),
};

/** Throws invalid for a comparison with the place of a level that there is not. */
function meets(comparison: Comparison<string>, level: string, levels: readonly string[]): boolean {
  if (comparison.kind !== 'order') return matchesFilter(comparison, () => level);
  const value = levels.indexOf(String(comparison.value));
  if (value === -1) {
    throw invalidFilter(
      `The field ${comparison.field} takes one of ${levels.join(', ')}, not ${quote(String(comparison.value))}.`,
    );
  }
  return matchesFilter({ ...comparison, value }, () => levels.indexOf(level));
}

function ranksThat<Value>(values: readonly Value[], isMeant: (value: Value) => boolean): Filter<'rank'> {
  const ranks = values.flatMap((value, rank) => (isMeant(value) ? [rank] : []));
  // Every element has a rank: none is found by null.
  return { kind: 'equals', field: 'rank', values: ranks.length === 0 ? [null] : ranks, negated: false };
}
