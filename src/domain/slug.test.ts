import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSlug, slugOfName } from './slug.ts';

test.each([
  ['My Widgets!', 'my-widgets'],
  ['--a__b..c--', 'a__b..c'],
  ['Größe 3', 'gr-e-3'],
  ['x'.repeat(62), 'x'.repeat(62)],
])('the slug of %j is %s', (name, slug) => {
  expect(slugOfName(name)).toBe(slug);
});

test.each([
  ['!!!', 'needs a letter or a digit'],
  ['..', 'needs a letter or a digit'],
  ['x'.repeat(63), 'would be longer than 62 characters'],
])('no slug is made of %j', (name, problem) => {
  expect(() => slugOfName(name)).toThrow(problem);
});

test('what is made of a name is a slug, and its own slug', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'Z', '7', '.', '-', '_', ' ', 'ß', 'İ'), minLength: 1 }),
      (name) => {
        const slug = findSlugOf(name);
        fc.pre(slug !== undefined);
        expect([parseSlug('repository', slug), slugOfName(slug)]).toEqual([slug, slug]);
      },
    ),
  );
});

function findSlugOf(name: string): string | undefined {
  try {
    return slugOfName(name);
  } catch {
    return undefined;
  }
}
