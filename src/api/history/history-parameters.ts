import { Type } from 'typebox';

/** The query parameter that chooses among the builds of a commit. */
export const keyParameter = {
  key: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'Only what is about the build with exactly this key; may be repeated.',
    }),
  ),
};

/** The keys that were named; `undefined` for all. An empty one counts as absent. */
export function keysOf({ key = [] }: { readonly key?: string | readonly string[] }): readonly string[] | undefined {
  const keys = [key].flat().filter((one) => one !== '');
  return keys.length === 0 ? undefined : keys;
}
