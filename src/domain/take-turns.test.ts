import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

const refuse = () => new Error('too many');

test('so many run at once, so many wait in their order, and the rest is refused', async () => {
  const inTurn = takeTurns({ atOnce: 2, waiting: 2, refuse });
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (number: number) =>
    inTurn(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      return number;
    });

  const results = [work(1), work(2), work(3), work(4)];
  await expect(work(5)).rejects.toThrow('too many');
  expect(begun).toEqual([1, 2]);

  for (let ended = 0; ended < 4; ended += 1) {
    await expect.poll(() => ends.length).toBeGreaterThan(0);
    ends.shift()?.();
  }
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('work that fails gives its turn away, too', async () => {
  const inTurn = takeTurns({ atOnce: 1, waiting: 0, refuse });

  await expect(
    inTurn(async () => {
      throw new Error('no luck');
    }),
  ).rejects.toThrow('no luck');

  expect(await inTurn(async () => 'next')).toBe('next');
});
