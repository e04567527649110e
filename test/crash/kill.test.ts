import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { buildUrl, hashFrom } from '../support/addresses.ts';
import { call } from '../support/call.ts';
import { countTornStatuses } from '../support/count-torn-statuses.ts';
import { startProgram } from '../support/program.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

const writers = 32;
const rounds = 4;

/** Killed in the middle of the load of each round, after a number of answers that differs from round to round. */
const answersBeforeKill = [1, 57, 311, 902];

interface Write {
  readonly commit: string;
  readonly key: string;
  /** Tells this write from every other. */
  readonly name: string;
}

test('SIGKILL under concurrent load loses no acknowledged status, and neither its event nor its entry in the audit', {
  timeout: 120_000,
}, async () => {
  using directory = createTemporaryDirectory();
  const acknowledged: Write[] = [];

  for (let round = 0; round < rounds; round += 1) {
    await using program = await startProgram(['dev', '--port', '0', '--data', directory.path]);
    const inRound = await loadUntilKilled(program, round);
    expect(inRound.length).toBeGreaterThanOrEqual(answersBeforeKill[round] ?? 0);
    acknowledged.push(...inRound);
  }

  await using program = await startProgram(['dev', '--port', '0', '--data', directory.path]);
  await expectEveryStatus(program.baseUrl, acknowledged);
  expectEveryEvent(join(directory.path, 'signalbox.sqlite'), acknowledged);
});

/** Writes new keys and overwrites old ones from many connections until the server is dead; gives what was acknowledged. */
async function loadUntilKilled(
  program: Awaited<ReturnType<typeof startProgram>>,
  round: number,
): Promise<readonly Write[]> {
  const acknowledged: Write[] = [];
  let killed: Promise<unknown> | undefined;
  const write = async (writer: number) => {
    for (let turn = 0; turn < 10_000; turn += 1) {
      const commit = hashFrom(`c0de${turn % 5}${round}`);
      const sent = { commit, key: `${writer}-${turn % 11}`, name: `${round}/${writer}/${turn}` };
      const json = { key: sent.key, name: sent.name, state: 'INPROGRESS' };
      const answer = await call(buildUrl(program.baseUrl, { commit }), { method: 'POST', json }).catch(() => undefined);
      if (answer === undefined) return;
      expect([200, 201]).toContain(answer.status);
      acknowledged.push(sent);
      if (acknowledged.length >= (answersBeforeKill[round] ?? 0)) killed ??= program.stop('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  await killed;
  return acknowledged;
}

/** The last acknowledged write of each status is there, or one that was sent after it and never answered. */
async function expectEveryStatus(baseUrl: string, acknowledged: readonly Write[]): Promise<void> {
  const last = new Map(acknowledged.map((write) => [`${write.commit} ${write.key}`, write]));
  for (const { commit, key, name } of last.values()) {
    const { status, body } = await call(buildUrl(baseUrl, { commit, key }));
    expect(status).toBe(200);
    expect(turnOf(body.name)).toBeGreaterThanOrEqual(turnOf(name));
  }
}

function expectEveryEvent(file: string, acknowledged: readonly Write[]): void {
  using database = new DatabaseSync(file, { readOnly: true });
  const names = database
    .prepare('select name from status_events order by id')
    .all()
    .map(({ name }) => String(name));
  const known = new Set(names);

  expect(known.size).toBe(names.length);
  expect(acknowledged.filter(({ name }) => !known.has(name))).toEqual([]);
  // Each write was written into the audit, too.
  const audited = database.prepare("select count(*) as count from audit_events where action like 'status.%'").get();
  expect(audited?.count).toBe(names.length);
  // Nothing is half-written: each status says what its latest event says, and there is none without one.
  expect(countTornStatuses(database)).toBe(0);
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
}

function turnOf(name: string): number {
  return Number(name.split('/')[2]);
}
