import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part, readProfile } from '../profile/read-profile.ts';
import { startSignalbox } from '../servers/start-signalbox.ts';
import { prepareStore } from '../stores/prepare-store.ts';
import { type BenchPart, usualConnections } from './bench-context.ts';

const measured = ['post-new', 'get', 'list'] as const;

/** Long enough for the start to be a small part of it. */
const seconds = 10;

/** Parts that take less, in microseconds for each request, are added up. */
const leastUs = 1;

/** Where the time of a request goes, part by part, for each thread. Profiling itself takes some of it. */
export const profile: BenchPart = {
  name: 'profile',
  isInQuick: false,
  async measure({ load, openStore, reportProfile }) {
    for (const scenario of measured) {
      await using store = await openStore();
      const directory = mkdtempSync(join(tmpdir(), 'signalbox-profile-'));
      const nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${directory}`];
      await using signalbox = await startSignalbox(store, { nodeArguments });
      await prepareStore(signalbox, store);
      const { baseUrls, token } = signalbox;
      const job = {
        baseUrls,
        token,
        scenario,
        connections: usualConnections,
        seconds,
        run: 'profile',
        filledCommits: 0,
      };
      const { requests, wrong } = await load.run(job);
      if (wrong > 0) throw new Error(`${wrong} answers were wrong.`);
      // A profile is written at the end of a thread.
      await signalbox.processes[0]?.stop('SIGTERM');
      const threads = readdirSync(directory).map((file) => readProfile(join(directory, file)));
      rmSync(directory, { recursive: true });
      for (const [index, parts] of threads.entries()) {
        const thread = index === 0 ? 'main thread' : 'writer thread';
        reportProfile({ store: store.kind, scenario, thread, parts: summarise(parts, requests) });
      }
    }
  },
};

function summarise(parts: readonly Part[], requests: number): readonly Part[] {
  const each = parts.map(({ part, selfUs }) => ({ part: part.replaceAll(/[()]/g, ''), selfUs: selfUs / requests }));
  const small = each.filter(({ selfUs }) => selfUs < leastUs);
  const rest = { part: `${small.length} others`, selfUs: small.reduce((sum, { selfUs }) => sum + selfUs, 0) };
  return [...each.filter(({ selfUs }) => selfUs >= leastUs), rest].map(({ part, selfUs }) => ({
    part,
    selfUs: Number(selfUs.toFixed(1)),
  }));
}
