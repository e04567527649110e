import { describe, expect, test, vi } from 'vitest';
import { AnswerChecker } from './answer-checker.ts';
import type { Job } from './run-load.ts';
import { recentBuild, type ScenarioName, scenarios, statusMembers } from './scenarios.ts';

const turn = { run: 'run', connection: 3, turn: 7, filledCommits: 0 };

function openChecker(scenario: ScenarioName, job: Partial<Job> = {}) {
  const told = vi.fn();
  const whole = { scenario, baseUrls: [], token: '', connections: 1, seconds: 1, run: 'run', filledCommits: 0, ...job };
  return { checker: new AnswerChecker(whole, told), told, sent: scenarios[scenario].request(turn) };
}

/** What a server shows of a build. */
function shown(build: { readonly commit: string; readonly key: string; readonly name: string }) {
  return { ...statusMembers(build), commit: { hash: build.commit }, type: 'build' };
}

describe('a single status', () => {
  const { sent } = openChecker('post-new');
  const right = sent.builds[0] && shown(sent.builds[0]);

  test.each([
    ['created', 201, right, { created: 1, overwritten: 0, wrong: 0 }],
    ['overwritten', 200, right, { created: 0, overwritten: 1, wrong: 0 }],
    ['of another key', 201, { ...right, key: 'other' }, { created: 0, overwritten: 0, wrong: 1 }],
    [
      'of another commit',
      201,
      { ...right, commit: { hash: 'f'.repeat(40) } },
      { created: 0, overwritten: 0, wrong: 1 },
    ],
    ['with another name', 201, { ...right, name: '' }, { created: 0, overwritten: 0, wrong: 1 }],
    ['that was refused', 503, right, { created: 0, overwritten: 0, wrong: 1 }],
  ])('%s is counted for what it is', (_, status, answer, counts) => {
    const { checker } = openChecker('post-new');

    checker.check({ status, answer: JSON.stringify(answer), sent });

    expect(checker.result()).toMatchObject({ requests: 1, ...counts });
  });
});

test('what is read again must be the same, letter for letter', () => {
  const { checker, sent } = openChecker('get');
  const answer = JSON.stringify(sent.builds[0] && shown(sent.builds[0]));

  checker.check({ status: 200, answer, sent });
  checker.check({ status: 200, answer, sent });
  checker.check({ status: 200, answer: `${answer} `, sent });

  expect(checker.result()).toMatchObject({ requests: 3, wrong: 1, created: 0, overwritten: 0 });
});

test('a page that lacks a status is wrong', () => {
  const { checker, sent } = openChecker('list');
  const values = sent.builds.map(shown);

  checker.check({ status: 200, answer: JSON.stringify({ size: 10, values: values.toReversed() }), sent });
  checker.check({
    status: 200,
    answer: JSON.stringify({ size: 10, values: values.slice(1) }),
    sent: { ...sent, path: '/2' },
  });

  expect(checker.result().wrong).toBe(1);
});

test('a batch counts each of its statuses', () => {
  const { checker, sent } = openChecker('batch');
  const values = sent.builds.map((build) => ({ status: 201, commit_status: shown(build) }));

  checker.check({ status: 200, answer: JSON.stringify({ values }), sent });
  checker.check({ status: 207, answer: JSON.stringify({ values }), sent });

  expect(checker.result()).toMatchObject({ requests: 2, created: 100, wrong: 1 });
});

test('a connection that breaks is an error, unless the server is to be killed', () => {
  const { checker } = openChecker('post-new');
  const { checker: killing } = openChecker('post-new', { tellAfter: 1 });

  checker.fail(new Error('gone'));
  killing.fail(new Error('gone'));

  expect([checker.result().wrong, killing.result().wrong]).toEqual([1, 0]);
});

test('tells once when so many answers are there, and remembers what was acknowledged', () => {
  const { checker, told, sent } = openChecker('post-new', { tellAfter: 2 });
  const answer = JSON.stringify(sent.builds[0] && shown(sent.builds[0]));

  for (let index = 0; index < 3; index += 1) checker.check({ status: 201, answer, sent });

  expect(told).toHaveBeenCalledTimes(1);
  expect(checker.result().acknowledged).toEqual([sent.builds[0], sent.builds[0], sent.builds[0]]);
});

test('the body of a single status is 300 bytes long', () => {
  const { sent } = openChecker('post-new');

  expect(sent.body).toHaveLength(300);
  expect(JSON.stringify(statusMembers(recentBuild(99, 9)))).toHaveLength(300);
});
