import type { LoadProcess } from './load/start-load.ts';
import { startSignalbox } from './servers/start-signalbox.ts';
import type { BenchStore } from './stores/bench-store.ts';
import { prepareStore } from './stores/prepare-store.ts';

/** How many answers are there before the server is killed. */
const answersBeforeKill = 2000;

/** Long enough for that many on a slow machine: the load ends with its server. */
const maxSeconds = 60;

export interface KillReport {
  readonly acknowledged: number;
  readonly lost: number;
  readonly torn: number;
}

/** Kills the server in the middle of a load, starts it again, and compares what was acknowledged with what is there. */
export async function killUnderLoad(load: LoadProcess, store: BenchStore, connections: number): Promise<KillReport> {
  const signalbox = await startSignalbox(store);
  await prepareStore(signalbox, store);
  const { acknowledged, wrong, firstWrong } = await load.run(
    {
      scenario: 'post-new',
      baseUrls: signalbox.baseUrls,
      token: signalbox.token,
      connections,
      seconds: maxSeconds,
      run: 'killed',
      filledCommits: 0,
      tellAfter: answersBeforeKill,
    },
    () => signalbox.processes[0]?.process.kill('SIGKILL'),
  );
  await signalbox[Symbol.asyncDispose]();
  if (wrong > 0) throw new Error(`Before the server was killed, ${wrong} answers were wrong, the first: ${firstWrong}`);
  // The next start recovers what the killed one has left.
  await using _recovered = await startSignalbox(store);
  const { lost, torn } = await store.findLost(acknowledged);
  return { acknowledged: acknowledged.length, lost: lost.length, torn };
}
