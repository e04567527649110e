import { realpath } from 'node:fs/promises';
import type { Command } from 'commander';
import { readToken, tokenVariable } from '../config/environment.ts';
import { type GivenOptions, remoteOptions } from '../config/options.ts';
import { parseRemoteConfig } from '../config/remote-config.ts';
import { ServiceError } from '../domain/error.ts';
import { addOptions, givenSettings } from './add-options.ts';
import { checkPush } from './gate/check-push.ts';
import { removeGateFiles, tokenPath, writeGateFiles } from './gate/gate-files.ts';
import { findGitPlaces } from './gate/git-hooks.ts';
import { installUpdateHook, uninstallUpdateHook, updateHookPath } from './gate/update-hook.ts';
import { print, printError } from './print.ts';
import { repeated } from './repeated.ts';

interface InstallFlags extends Omit<GivenOptions, 'branch'> {
  readonly git: string;
  readonly branch: readonly string[];
  readonly failOpen?: boolean;
}

const gitOption = ['--git <DIR>', 'the Git repository that people push to'] as const;

export function addGateCommands(program: Command): void {
  const group = program
    .command('gate')
    .summary('refuse pushes whose merge checks have not passed')
    .description('Refuses pushes to a plain Git repository whose merge checks have not passed, by an `update` hook.');
  const install = group
    .command('install')
    .description(`write the hook, or change what it goes by; it signs in with ${tokenVariable} of now, which it keeps`)
    .requiredOption(...gitOption)
    .requiredOption('--branch <PATTERN>', 'a branch to protect, like main or release/*; may be repeated', repeated)
    .option('--fail-open', 'let pushes through while the server cannot tell');
  addOptions(install, remoteOptions).action(installGate);
  group
    .command('uninstall')
    .description('take the hook away, and put back what was there before')
    .requiredOption(...gitOption)
    .action(uninstallGate);
  // What the hook calls, by which Git tells of a push.
  group.command('check', { hidden: true }).arguments('<ref> <old> <new>').action(check);
}

async function installGate({ git, branch: branches, failOpen, ...flags }: InstallFlags): Promise<void> {
  const { server, repository } = parseRemoteConfig(givenSettings(flags));
  if (branches.includes('')) throw new ServiceError('invalid', 'A branch has no empty name.');
  const { gitDirectory, hooksDirectory } = await findGitPlaces(git);
  const token = readToken();
  // Before the hook, which without them would refuse everything.
  await writeGateFiles(gitDirectory, { server, repository, branches, failsOpen: failOpen === true }, token);
  const { earlier } = await installUpdateHook(hooksDirectory, [process.execPath, await ownPath()]);
  const name = `${repository.workspace}/${repository.slug}`;
  print(
    `Protected ${branches.join(', ')} by the merge checks of ${name} on ${server}: ${updateHookPath(hooksDirectory)}.`,
  );
  print(`While the server cannot tell, pushes are ${failOpen ? 'let through' : 'refused'}.`);
  if (earlier !== undefined) print(`The hook that was there runs first: ${earlier}.`);
  print(
    token === undefined
      ? `No access token is kept. Where one is needed, install again with ${tokenVariable}.`
      : `The access token is kept for the owner alone: ${tokenPath(gitDirectory)}.`,
  );
}

async function uninstallGate({ git }: { readonly git: string }): Promise<void> {
  const { gitDirectory, hooksDirectory } = await findGitPlaces(git);
  if (!(await uninstallUpdateHook(hooksDirectory))) {
    throw new ServiceError('not_found', `${updateHookPath(hooksDirectory)} is not a gate of Signalbox.`);
  }
  await removeGateFiles(gitDirectory);
  print(`Took the gate away from ${gitDirectory}.`);
}

async function check(ref: string, _oldHash: string, newHash: string): Promise<void> {
  // Git stands in the repository, and names it in the environment.
  const { isAdmitted, lines } = await checkPush(await findGitPlaces('.'), { ref, newHash });
  for (const line of lines) printError(`signalbox: ${line}`);
  if (!isAdmitted) process.exitCode = 1;
}

/** Of this very program. */
function ownPath(): Promise<string> {
  return realpath(process.argv[1] ?? '');
}
