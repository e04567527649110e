import type { FieldPath, FieldSelection } from './parse-field-selection.ts';

/** Under this symbol, an object may have a function that makes members which are costly, or too long to show unasked. */
export const moreMembers = Symbol('more members');

interface ObjectWithMore {
  readonly [moreMembers]?: () => object;
}

type Member = readonly [name: string, value: unknown];

/**
 * What a selection leaves of a value that is like JSON. Lists are passed through: `values.key` is the key of every element.
 *
 * An object shows its own members by default. Those that its `moreMembers` make are shown only where the selection names
 * them or a `*` stands in their place.
 */
export function selectFields(value: unknown, selection: FieldSelection): unknown {
  if (Array.isArray(value)) return value.map((element) => selectFields(element, selection)).filter(isThere);
  if (typeof value !== 'object' || value === null) return selection.only.some(isEnd) ? value : undefined;
  // Not a plain assignment: that would follow a member called `__proto__`.
  return Object.fromEntries(selectMembers(value, selection));
}

/** Own members alone: a selection must not reach `constructor` and the like. */
function selectMembers(object: ObjectWithMore, selection: FieldSelection): readonly Member[] {
  const shown = selectAmong(Object.entries(object), selection, true);
  const more = namesMoreThan(object, selection) ? object[moreMembers]?.() : undefined;
  return more === undefined ? shown : [...shown, ...selectAmong(Object.entries(more), selection, false)];
}

function selectAmong(members: readonly Member[], selection: FieldSelection, areDefault: boolean): readonly Member[] {
  return members.flatMap(([name, value]) => {
    const inner = enter(selection, name, areDefault);
    const member = inner && selectFields(value, inner);
    return isThere(member) ? [[name, member] as const] : [];
  });
}

function namesMoreThan(object: object, { only, also }: FieldSelection): boolean {
  return [...only, ...also].some(([first]) => first === '*' || (first !== undefined && !Object.hasOwn(object, first)));
}

/** What a selection says about the inside of a member; `undefined` when the member is not to be shown. */
function enter(selection: FieldSelection, name: string, isDefault: boolean): FieldSelection | undefined {
  const also = below(selection.also, name);
  if (also.some(isEnd)) return { only: also, without: [], also };
  const without = below(selection.without, name);
  const only = without.some(isEnd) ? [] : onlyBelow(selection.only, name, isDefault);
  return only.length === 0 && also.length === 0 ? undefined : { only, without, also };
}

/** Where a whole object is wanted, so are its default members. */
function onlyBelow(paths: readonly FieldPath[], name: string, isDefault: boolean): readonly FieldPath[] {
  const named = below(paths, name);
  return isDefault && paths.some(isEnd) ? [[], ...named] : named;
}

function below(paths: readonly FieldPath[], name: string): readonly FieldPath[] {
  return paths.filter(([first]) => first === name || first === '*').map((path) => path.slice(1));
}

function isEnd(path: FieldPath): boolean {
  return path.length === 0;
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}
