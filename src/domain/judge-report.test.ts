import { describe, expect, test } from 'vitest';
import { judgeReport, type Report, type Standing } from './judge-report.ts';

const content = {
  name: 'unit tests',
  description: '',
  url: 'https://ci.example.org/1',
  refname: 'main',
  author: 'jenkins',
};

function report(told: Partial<Report> = {}): Report {
  return { ...content, state: 'INPROGRESS', ...told };
}

function standing(told: Partial<Standing> = {}): Standing {
  return { ...content, state: 'INPROGRESS', attempt: 3, ...told };
}

describe('a build', () => {
  test.each<[string, Partial<Standing>, Partial<Report>, number]>([
    ['goes on while it is in progress', {}, { description: 'half done' }, 3],
    ['ends', {}, { state: 'FAILED' }, 3],
    ['says more about its end', { state: 'FAILED' }, { state: 'FAILED', description: '2 of 40 failed' }, 3],
    ['begins again', { state: 'FAILED' }, {}, 4],
    ['has run again unseen', { state: 'FAILED' }, { state: 'SUCCESSFUL' }, 4],
    ['begins again while nobody has told the end', { buildNumber: 7 }, { buildNumber: 8 }, 4],
    [
      'ends again the same under the next number',
      { state: 'FAILED', buildNumber: 7 },
      { state: 'FAILED', buildNumber: 8 },
      4,
    ],
    ['is the same one when its number is told late', {}, { buildNumber: 8, description: 'x' }, 3],
    ['begins again under its old number', { state: 'STOPPED', buildNumber: 8 }, { buildNumber: 8 }, 4],
  ])('%s', (_, before, told, attempt) => {
    expect(judgeReport(report(told), standing(before))).toMatchObject({ kind: 'reported', attempt });
  });
});

describe('a report that says what was said before is a repeat', () => {
  test.each<[string, Partial<Standing>, Partial<Report>]>([
    ['without a number', {}, {}],
    ['with the same number', { buildNumber: 7 }, { buildNumber: 7 }],
    ['without the number that is known', { buildNumber: 7 }, {}],
  ])('%s', (_, before, told) => {
    expect(judgeReport(report(told), standing(before))).toMatchObject({ kind: 'repeated', attempt: 3 });
  });

  test.each<Partial<Report>>([
    { state: 'STOPPED' },
    { name: 'lint' },
    { description: 'x' },
    { url: '' },
    { refname: undefined },
    { author: 'jdoe' },
    { buildNumber: 7 },
  ])('unless something else is said: %j', (told) => {
    expect(judgeReport(report(told), standing()).kind).toBe('reported');
  });
});

test.each<[string, Partial<Report>]>([
  ['its end', { state: 'FAILED' }],
  ['that it goes on', {}],
  ['what is said already', { state: 'SUCCESSFUL' }],
])('an older run that tells %s is superseded, and the status keeps its number', (_, told) => {
  const current = standing({ state: 'SUCCESSFUL', buildNumber: 8 });

  expect(judgeReport(report({ ...told, buildNumber: 7 }), current)).toEqual({
    kind: 'superseded',
    attempt: 3,
    buildNumber: 8,
  });
});

test('a report without a number takes its place, and does not make room for older runs', () => {
  const judged = judgeReport(report({ state: 'FAILED' }), standing({ buildNumber: 8 }));

  expect(judged).toEqual({ kind: 'reported', attempt: 3, buildNumber: 8 });
});
