import type { FieldPath, FieldSelection } from './parse-field-selection.ts';

/**
 * What a selection leaves of a value that is like JSON. Lists are passed through: `values.key` is the key of every element.
 *
 * An object shows its enumerable members by default. One that is costly or long may be a member that is not enumerable, a
 * getter for example: it is read, and shown, only where the selection names it or a `*` stands in its place.
 */
export function selectFields(value: unknown, selection: FieldSelection): unknown {
  if (Array.isArray(value)) return value.map((element) => selectFields(element, selection)).filter(isThere);
  if (typeof value !== 'object' || value === null) return selection.only.some(isEnd) ? value : undefined;
  // Not a plain assignment: that would follow a member called `__proto__`.
  return Object.fromEntries(selectMembers(value, selection));
}

/** Own members alone: a selection must not reach `constructor` and the like. */
function selectMembers(object: object, selection: FieldSelection): readonly (readonly [string, unknown])[] {
  return Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([name, { enumerable }]) => {
    const inner = enter(selection, name, enumerable === true);
    const member = inner && selectFields(Reflect.get(object, name), inner);
    return isThere(member) ? [[name, member] as const] : [];
  });
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
