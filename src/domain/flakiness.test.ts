import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BuildResult, createFlakinessTally } from './flakiness.ts';

let at = 0;
function result(key: string, commitId: number, states: 'F' | 'S' | 'FS', refname?: string): BuildResult {
  at += 1;
  return {
    key,
    refname,
    commitId,
    hasFailed: states.includes('F'),
    hasSucceeded: states.includes('S'),
    lastOn: at,
  };
}

function rank(...stretches: readonly (readonly BuildResult[])[]) {
  const tally = createFlakinessTally();
  for (const results of stretches) tally.add(results);
  return tally.rank();
}

test('a build is flaky on a commit when it failed and succeeded there, also in different stretches', () => {
  const success = result('unit', 1, 'S');
  const failure = result('unit', 1, 'F');

  expect(rank([success, result('unit', 2, 'F')], [failure])).toEqual([
    { key: 'unit', commits: 2, flakyCommits: 1, last: { commitId: 1, lastOn: failure.lastOn } },
  ]);
});

test('failing on one commit and succeeding on another is not flaky, nor is doing so on different branches', () => {
  const results = [result('unit', 1, 'F', 'a'), result('unit', 1, 'S', 'b'), result('unit', 2, 'S', 'a')];

  expect(rank(results)).toEqual([
    { key: 'unit', refname: 'b', commits: 1, flakyCommits: 0 },
    { key: 'unit', refname: 'a', commits: 2, flakyCommits: 0 },
  ]);
});

test('the worst comes first: flaky on the most commits, then on the greatest share', () => {
  const results = [
    result('never', 1, 'S'),
    result('often', 1, 'FS'),
    result('often', 2, 'FS'),
    result('once', 1, 'FS'),
    result('once of two', 1, 'FS'),
    result('once of two', 2, 'S'),
    result('once', 9, 'FS', 'main'),
  ];

  expect(rank(results).map(({ key, refname }) => [key, refname])).toEqual([
    ['often', undefined],
    ['once', undefined],
    ['once', 'main'],
    ['once of two', undefined],
    ['never', undefined],
  ]);
});

test('the last flaky commit is the one that was reported of last', () => {
  const [old, young] = [result('unit', 7, 'FS'), result('unit', 3, 'FS')];

  const [first] = rank([young, old, result('unit', 9, 'S')]);

  expect(first?.last).toEqual({ commitId: 3, lastOn: young.lastOn });
});

test('how the results are cut into stretches makes no difference, nor does their order', () => {
  const resultOf = fc.record({
    key: fc.constantFrom('a', 'b'),
    refname: fc.constantFrom(undefined, 'main'),
    commitId: fc.integer({ min: 1, max: 3 }),
    hasFailed: fc.boolean(),
    hasSucceeded: fc.boolean(),
    lastOn: fc.integer({ min: 1, max: 1_000_000 }),
  });
  const results = fc.uniqueArray(resultOf, { selector: ({ lastOn }) => lastOn });
  fc.assert(
    fc.property(results, (all) => {
      expect(rank(...all.toReversed().map((one) => [one]))).toEqual(rank(all));
    }),
  );
});
