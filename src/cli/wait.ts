import type { Command, CommanderError } from 'commander';
import { readToken } from '../config/environment.ts';
import { type GivenOptions, remoteOptions, targetOptions } from '../config/options.ts';
import { parseWaitConfig } from '../config/wait-config.ts';
import { ServiceError } from '../domain/error.ts';
import { addOptions, givenSettings } from './add-options.ts';
import { print, printError } from './print.ts';
import { createRemoteClient } from './remote/remote-client.ts';
import { awaitBuilds, type Look } from './waiting/await-builds.ts';
import { describeEnd, verdictOf, verdicts } from './waiting/describe-end.ts';
import { createProgress } from './waiting/progress.ts';

/** Nothing can be said of the builds: the server could not be asked, or not like this. */
const couldNotAsk = 3;

type Flags = GivenOptions & { readonly json?: boolean };

export function addWaitCommand(program: Command): void {
  const command = program
    .command('wait')
    .summary('wait until the builds of a commit are done')
    .description(
      'Waits until the builds of a commit are done, of the newest one of a branch, or of the source of a pull request. Exits with 0 when they are green, 1 when one failed or was stopped, 2 when that is undecided at the timeout, and 3 when the server could not be asked. Nothing reported is not green. The access token is taken from SIGNALBOX_TOKEN.',
    );
  addOptions(command, [...remoteOptions, ...targetOptions, 'key', 'timeout', 'failFast'])
    .option('--json', 'tell the end in JSON')
    .exitOverride(endUsage)
    .action(wait);
}

async function wait(flags: Flags): Promise<void> {
  const started = performance.now();
  const secondsSince = () => Math.round((performance.now() - started) / 100) / 10;
  try {
    const config = parseWaitConfig(givenSettings(flags));
    const client = createRemoteClient(config.server, readToken());
    const look = await awaitBuilds(client, config, createProgress(process.stderr, config));
    process.exitCode = verdicts[verdictOf(look)];
    print(flags.json ? JSON.stringify(presentEnd(look, secondsSince())) : describeEnd(look, config));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    process.exitCode = couldNotAsk;
    for (const line of error.message.split('\n')) printError(`signalbox: ${line}`);
    if (flags.json)
      print(JSON.stringify({ outcome: 'error', exit_code: couldNotAsk, error: { message: error.message } }));
  }
}

function presentEnd(look: Look, waitedSeconds: number) {
  const outcome = verdictOf(look);
  return {
    outcome,
    exit_code: verdicts[outcome],
    waited_seconds: waitedSeconds,
    commit: look.combined?.commit ?? look.target.commit ?? null,
    combined_status: look.combined?.raw ?? null,
  };
}

/** What commander says has been said; a 1 would be taken for a red build. */
function endUsage({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : couldNotAsk);
}
