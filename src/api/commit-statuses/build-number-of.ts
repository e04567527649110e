/**
 * The number of the run that a body tells of. Other systems send texts of all kinds under that name, which bitbucket.org ignores,
 * as it ignores numbers; so what is none counts as absent.
 */
export function buildNumberOf({ buildNumber }: { readonly buildNumber?: unknown }): number | undefined {
  const isText = typeof buildNumber === 'string' && /^\d+$/.test(buildNumber);
  const number = isText ? Number(buildNumber) : buildNumber;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
