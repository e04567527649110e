import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

const refuse = () => new Error('too many');

/** Turns whose work lasts until the test ends it. */
function setUp(options: { readonly atOnce: number; readonly waiting: number }) {
  const inTurn = takeTurns({ ...options, refuse });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  /** The name's first letter tells who asks. */
  const ask = (name: string) =>
    inTurn(name.slice(0, 1), async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return name;
    });
  const endAll = async (count: number) => {
    for (let ended = 0; ended < count; ended += 1) {
      await expect.poll(() => ends.length).toBeGreaterThan(0);
      ends.shift()?.();
    }
  };
  return { ask, begun, endAll };
}

test('so many run at once, so many wait in their order, and the rest is refused', async () => {
  const { ask, begun, endAll } = setUp({ atOnce: 2, waiting: 2 });

  const results = ['a1', 'a2', 'a3', 'a4'].map(ask);
  await expect(ask('a5')).rejects.toThrow('too many');
  expect(begun).toEqual(['a1', 'a2']);

  await endAll(4);
  expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3', 'a4']);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'a4']);
});

test('who asks in between waits for one turn of each who waits, however often these ask', async () => {
  const { ask, begun, endAll } = setUp({ atOnce: 1, waiting: 10 });

  const results = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map(ask);
  await endAll(7);
  await Promise.all(results);

  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
});

test('the last of the longest line makes room for one of a shorter line', async () => {
  const { ask, begun, endAll } = setUp({ atOnce: 1, waiting: 4 });
  const results = ['a1', 'a2', 'a3', 'a4', 'a5'].map(ask);
  const outcomes = Promise.allSettled(results);

  const others = ['b1', 'b2'].map(ask);
  await expect(ask('b3')).rejects.toThrow('too many');
  await expect(ask('a6')).rejects.toThrow('too many');
  await endAll(5);

  expect(await Promise.all(others)).toEqual(['b1', 'b2']);
  expect((await outcomes).map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, false]);
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
});

test('work that fails gives its turn away, too', async () => {
  const inTurn = takeTurns({ atOnce: 1, waiting: 0, refuse });

  await expect(
    inTurn('a', async () => {
      throw new Error('no luck');
    }),
  ).rejects.toThrow('no luck');

  expect(await inTurn('a', async () => 'next')).toBe('next');
});
