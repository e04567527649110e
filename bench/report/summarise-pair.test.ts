import { expect, test } from 'vitest';
import type { Measurement } from '../measure-pair.ts';
import { median } from './statistics.ts';
import { summarisePair } from './summarise-pair.ts';

test.each([
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
])('median(%j) is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

function measured(perSecond: number, processorUs = 100): Measurement {
  return { perSecond, processorUs, p50: 1000, p99: 4000, memory: 100e6, loadProcessor: 0.5 };
}

const what = { store: 'SQLite', scenario: 'post-new', against: 'bare node:http', connections: 64, stored: 0 } as const;

test('ratios are those of each round, not of the medians', () => {
  const pair = {
    ...what,
    ours: [measured(10), measured(300), measured(50)],
    others: [measured(100), measured(400), measured(100)],
  };

  expect(summarisePair(pair).ratio).toEqual({ median: 0.5, least: 0.1, most: 0.75 });
});

test('a batch is counted in statuses', () => {
  const pair = { ...what, perRequest: [100, 1], ours: [measured(10, 5000)], others: [measured(100, 200)] } as const;

  expect(summarisePair(pair)).toMatchObject({
    ratio: { median: 10 },
    processorRatio: 0.25,
    ours: { perSecond: 1000, processorUs: 50 },
    other: { perSecond: 100, processorUs: 200 },
  });
});
