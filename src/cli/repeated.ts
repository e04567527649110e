/** For an option that is given once for each value. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
