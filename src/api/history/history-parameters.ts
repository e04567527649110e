import { repeatable, repetitionsOf } from '../repeatable.ts';

/** The query parameter that chooses among the builds of a commit. */
export const keyParameter = {
  key: repeatable('Only what is about the build with exactly this key; may be repeated, up to 100 times.'),
};

/** The keys that were named; `undefined` for all. Throws invalid for too many. */
export function keysOf({ key }: { readonly key?: string | string[] }): readonly string[] | undefined {
  const keys = repetitionsOf('key', key);
  return keys.length === 0 ? undefined : keys;
}
