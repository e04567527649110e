import { startProgram } from '../../test/support/program.ts';
import { firstTurnOf } from '../load/answer-checker.ts';
import { scenarios } from '../load/scenarios.ts';
import type { BenchStore } from '../stores/bench-store.ts';
import { recordAnswer } from './record-answer.ts';
import type { Signalbox } from './start-signalbox.ts';
import type { Target } from './target.ts';
import { askUsage } from './usage.ts';

/** Starts a bare server that answers each scenario as that server has answered its first request. */
export async function startBareServer(
  signalbox: Signalbox,
  { store, filledCommits }: { readonly store: BenchStore; readonly filledCommits: number },
): Promise<Target & AsyncDisposable> {
  const program = await startProgram([], { program: 'bench/servers/bare-server.ts', hasChannel: true });
  const recorded = new Map<string, Awaited<ReturnType<typeof recordAnswer>>>();
  return {
    name: 'bare node:http',
    baseUrls: [program.baseUrl],
    token: signalbox.token,
    isFixed: true,
    usage: () => askUsage(program.process),
    async prepare(scenario) {
      const request = scenarios[scenario].request(firstTurnOf({ filledCommits }));
      let answer = recorded.get(scenario);
      if (answer === undefined) {
        answer = await recordAnswer(signalbox, request);
        recorded.set(scenario, answer);
        if (scenarios[scenario].isWrite) {
          const isOld = answer.status === 200 && request.builds.length === 1;
          store.acknowledged[isOld ? 'overwritten' : 'created'] += request.builds.length;
        }
      }
      program.process.send(answer);
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
