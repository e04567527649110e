import { expect, test, vi } from 'vitest';
import { rememberByObject } from './remember-by-object.ts';

test('computes once for each object, also where nothing comes of it', () => {
  const compute = vi.fn((given: { readonly name?: string }) => given.name);
  const remembering = rememberByObject(compute);
  const [one, other, nameless] = [{ name: 'a' }, { name: 'a' }, {}];

  const results = [one, other, nameless, one, other, nameless].map((given) => remembering(given));

  expect(results).toEqual(['a', 'a', undefined, 'a', 'a', undefined]);
  expect(compute).toHaveBeenCalledTimes(3);
});
