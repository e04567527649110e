import { expect } from 'vitest';
import { buildUrl, hashFrom } from './addresses.ts';
import { type Answer, call } from './call.ts';
import { runSql } from './databases.ts';

/** One report, told from every other by its name. */
export interface Report {
  readonly commit: string;
  readonly key: string;
  readonly name: string;
}

export interface Load extends AsyncDisposable {
  /** Those that were answered with 200 or 201. */
  readonly acknowledged: readonly Report[];
  /** Every answer that was none of these. */
  readonly refused: readonly Answer[];
  /** Sends no more, and waits for the last answers. */
  stop(): Promise<void>;
}

/** A writer that always fails does not go round for ever. */
const maxTurns = 20_000;

/**
 * Reports from many writers at once, new keys and old ones, until it is stopped. Each writer goes to one of the addresses,
 * and when that gives no answer or 503, to the next one with the same report.
 */
export function startLoad(baseUrls: readonly string[], writers: number): Load {
  const acknowledged: Report[] = [];
  const refused: Answer[] = [];
  let isStopped = false;

  async function write(writer: number): Promise<void> {
    let server = writer;
    let turn = 0;
    for (let attempt = 0; attempt < maxTurns && !isStopped; attempt += 1) {
      const report = {
        commit: hashFrom(`c0de${turn % 5}`),
        key: `${writer}-${turn % 11}`,
        name: `${writer}/${turn}/${attempt}`,
      };
      const answer = await send(baseUrls[server % baseUrls.length] ?? '', report);
      if (answer?.status === 200 || answer?.status === 201) {
        acknowledged.push(report);
        turn += 1;
      } else {
        if (answer !== undefined) refused.push(answer);
        server += 1;
      }
    }
  }

  const finished = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const stop = async () => {
    isStopped = true;
    await finished;
  };
  return { acknowledged, refused, stop, [Symbol.asyncDispose]: stop };
}

function send(baseUrl: string, { commit, key, name }: Report): Promise<Answer | undefined> {
  const json = { key, name, state: 'INPROGRESS' };
  return call(buildUrl(baseUrl, { commit }), { method: 'POST', json }).catch(() => undefined);
}

/** Every acknowledged report is an event, numbered in order without a gap, and every status says what its last event says. */
export async function expectNothingLost(databaseUrl: string, acknowledged: readonly Report[]): Promise<void> {
  const events = (await runSql(databaseUrl, 'select id, name from status_events order by id')) as {
    readonly id: string;
    readonly name: string;
  }[];
  const names = new Set(events.map(({ name }) => name));

  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.filter(({ name }) => !names.has(name))).toEqual([]);
  expect(events.map(({ id }) => Number(id))).toEqual(events.map((_, index) => index + 1));
  const torn = await runSql(
    databaseUrl,
    `select status.key from commit_statuses as status
     left join lateral (select event.name, event.occurred_on from status_events as event
       where event.repository_id = status.repository_id and event.commit_id = status.commit_id and event.key = status.key
       order by event.id desc limit 1) as last on true
     where last.name is distinct from status.name or last.occurred_on is distinct from status.updated_on`,
  );
  expect(torn).toEqual([]);
}
