/** The address without that parameter. Everything else stays exactly as it was sent: repetitions, order and encoding. */
export function withoutParameter(address: string, name: string): string {
  const start = address.indexOf('?');
  if (start === -1) return address;
  const parts = address.slice(start + 1).split('&');
  const kept = parts.filter((part) => !isNamed(part, name));
  if (kept.length === parts.length) return address;
  return kept.length === 0 ? address.slice(0, start) : `${address.slice(0, start)}?${kept.join('&')}`;
}

/** The first value of that parameter in the address. */
export function findParameter(address: string, name: string): string | undefined {
  const start = address.indexOf('?');
  return start === -1 ? undefined : (new URLSearchParams(`&${address.slice(start + 1)}`).get(name) ?? undefined);
}

/** The `&` in front is there because a question mark at the very start would not count as part of the name. */
function isNamed(part: string, name: string): boolean {
  return new URLSearchParams(`&${part}`).has(name);
}
