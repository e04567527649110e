import { expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';

/** Every pair and figure of the short form, and how often SIGKILL came. */
const expected = [
  ...['SQLite', 'PostgreSQL'].flatMap((store) => [
    ...['post-new', 'post-same', 'post-hot', 'get', 'list', 'list-q', 'pull-request'].map(
      (scenario) => `${store} ${scenario} bare node:http`,
    ),
    `${store} post-new one transaction each`,
    `${store} batch single POSTs`,
    `${store} kill`,
    `${store} start to ready`,
    `${store} first page after a start`,
    `${store} memory after a start`,
  ]),
  'PostgreSQL post-new one process',
  'PostgreSQL get one process',
];

test('the short benchmark prints a line for each pair, and finds every answer and every row right', {
  timeout: 180_000,
}, async () => {
  const args = ['--quick', '--seconds', '0.1', '--rounds', '1', '--connections', '8'];
  const { code, stdout, stderr } = await runProgram(args, { program: 'bench/main.ts' });

  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  expect(stderr).not.toContain('Error');
  expect(code).toBe(0);
  const subjects = lines.map(({ kind, store, scenario, against, what }) =>
    [store, scenario, against, what, kind === 'kill' ? kind : undefined].filter(Boolean).join(' '),
  );
  expect(subjects.toSorted()).toEqual(expected.toSorted());
  const pairs = lines.filter(({ kind }) => kind === 'pair');
  expect(
    pairs.filter(({ ratio, ours, other }) => !(ratio.median > 0 && ours.perSecond > 0 && other.perSecond > 0)),
  ).toEqual([]);
  for (const { acknowledged, lost, torn } of lines.filter(({ kind }) => kind === 'kill')) {
    expect({ acknowledged, lost, torn }).toEqual({ acknowledged: expect.any(Number), lost: 0, torn: 0 });
    expect(acknowledged).toBeGreaterThan(1000);
  }
});

test('a mistyped option is told', async () => {
  const { code, stderr } = await runProgram(['--stores', 'oracle'], { program: 'bench/main.ts' });

  expect(code).toBe(1);
  expect(stderr).toContain('There are sqlite and postgres.');
});
