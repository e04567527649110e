/** A value of a field that is there. */
type Value = string | number | boolean;

/**
 * Orders two values of one field: numbers by size, `false` before `true`, texts by code points. That is the order of
 * their UTF-8 bytes, by which both databases sort; JavaScript's own `<` puts an emoji before `～`.
 */
export function compareValues(a: Value, b: Value): number {
  return typeof a === 'string' && typeof b === 'string' ? compareTexts(a, b) : Number(a) - Number(b);
}

function compareTexts(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}
