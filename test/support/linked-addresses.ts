/** A link of an answer, by its place in it: `values.0.links.self`. */
export interface LinkedAddress {
  readonly place: string;
  readonly href: string;
}

/** Every `href` beneath a `links` member, however deep in the answer. */
export function listLinkedAddresses(answer: unknown, place: readonly string[] = []): readonly LinkedAddress[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    name === 'href' && place.includes('links')
      ? [{ place: place.join('.'), href: String(value) }]
      : listLinkedAddresses(value, [...place, name]),
  );
}
