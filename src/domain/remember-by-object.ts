/** The same pure function, which computes once for each object that it is given, as long as that is in use. */
export function rememberByObject<Given extends object, Result>(
  compute: (given: Given) => Result,
): (given: Given) => Result {
  const known = new WeakMap<Given, { readonly result: Result }>();
  return (given) => {
    const entry = known.get(given) ?? { result: compute(given) };
    known.set(given, entry);
    return entry.result;
  };
}
