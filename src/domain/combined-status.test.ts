import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildStates } from './build-state.ts';
import { combineStatuses, type ReportedStatus } from './combined-status.ts';

const voided = { reason: 'flaky', on: 1 };

/** `unit:FAILED lint:SUCCESSFUL:voided`, as statuses. */
function statusesOf(text: string): readonly ReportedStatus[] {
  return text.split(' ').flatMap((word) => {
    const [key = '', state, isVoided] = word.split(':');
    const known = buildStates.find((one) => one === state);
    return known === undefined ? [] : [{ key, state: known, voided: isVoided === undefined ? undefined : voided }];
  });
}

describe('combineStatuses', () => {
  test.each([
    ['', [], 'NONE', false],
    ['a:SUCCESSFUL', [], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL b:STOPPED', [], 'STOPPED', true],
    ['a:SUCCESSFUL b:STOPPED c:INPROGRESS', [], 'INPROGRESS', false],
    ['a:SUCCESSFUL b:STOPPED c:INPROGRESS d:FAILED', [], 'FAILED', false],
    ['a:SUCCESSFUL b:FAILED', [], 'FAILED', true],
    ['a:SUCCESSFUL:voided', [], 'NONE', false],
    ['a:SUCCESSFUL b:FAILED:voided', [], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL b:INPROGRESS:voided', [], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL', ['a'], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL', ['a', 'a'], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL', ['b'], 'NONE', false],
    ['a:SUCCESSFUL', ['a', 'b'], 'NONE', false],
    ['a:STOPPED', ['a', 'b'], 'NONE', false],
    ['a:INPROGRESS', ['a', 'b'], 'INPROGRESS', false],
    ['a:FAILED', ['a', 'b'], 'FAILED', false],
    ['a:SUCCESSFUL b:FAILED', ['a'], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL b:INPROGRESS', ['a'], 'SUCCESSFUL', true],
    ['a:SUCCESSFUL:voided', ['a'], 'NONE', false],
    ['a:SUCCESSFUL', ['A'], 'NONE', false],
  ] as const)('of %j, asked for %j, is %s (final: %s)', (text, wanted, state, isFinal) => {
    expect(combineStatuses(statusesOf(text), wanted)).toMatchObject({ state, isFinal });
  });

  test('tells the keys behind each state in their order, and what is missing or voided', () => {
    const statuses = statusesOf('z:FAILED b:SUCCESSFUL B:SUCCESSFUL c:STOPPED d:INPROGRESS e:FAILED:voided f:FAILED');

    expect(combineStatuses(statuses, ['z', 'y', 'b', 'B', 'c', 'd', 'e', 'x'])).toEqual({
      state: 'FAILED',
      isFinal: false,
      keys: { SUCCESSFUL: ['B', 'b'], FAILED: ['z'], INPROGRESS: ['d'], STOPPED: ['c'] },
      missing: ['e', 'x', 'y'],
      voided: ['e'],
    });
  });
});

describe('combineStatuses, whatever was reported', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const status = fc.record({
    key,
    state: fc.constantFrom(...buildStates),
    voided: fc.option(fc.constant(voided), { nil: undefined }),
  });
  const statuses = fc.uniqueArray(status, { selector: (one) => one.key });
  const wanted = fc.array(key);

  test('says the same in any order', () => {
    fc.assert(
      fc.property(statuses, wanted, (reported, keys) => {
        expect(combineStatuses(reported.toReversed(), keys.toReversed())).toEqual(combineStatuses(reported, keys));
      }),
    );
  });

  test('takes a voided status for one that is not there', () => {
    fc.assert(
      fc.property(statuses, wanted, (reported, keys) => {
        const { voided: _, ...others } = combineStatuses(reported, keys);
        const counted = reported.filter((one) => one.voided === undefined);
        expect({ ...others, voided: [] }).toEqual(combineStatuses(counted, keys));
      }),
    );
  });

  test('is green only when everything that was asked for is there and successful', () => {
    fc.assert(
      fc.property(statuses, wanted, (reported, keys) => {
        const concerned = reported.filter((one) => keys.length === 0 || keys.includes(one.key));
        const counted = concerned.filter((one) => one.voided === undefined);
        const isGreen =
          counted.length > 0 &&
          counted.every(({ state }) => state === 'SUCCESSFUL') &&
          keys.every((asked) => counted.some((one) => one.key === asked));
        expect(combineStatuses(reported, keys).state === 'SUCCESSFUL').toBe(isGreen);
      }),
    );
  });

  test('puts each key that counts behind one state', () => {
    fc.assert(
      fc.property(statuses, (reported) => {
        const { keys, voided: left } = combineStatuses(reported);
        expect([...Object.values(keys).flat(), ...left].sort()).toEqual(reported.map((one) => one.key).sort());
      }),
    );
  });
});
