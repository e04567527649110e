import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { ServiceError } from '../domain/error.ts';
import { formatInstant } from '../domain/instant.ts';
import { fullName, parseFullName, type Repository } from '../domain/repository.ts';
import {
  describePolicy,
  type PolicyChanges,
  type PolicyMember,
  parsePolicyDuration,
  type RepositoryPolicy,
} from '../domain/repository-policy.ts';
import {
  addStoreOptions,
  answer,
  openExistingStore,
  openStoreOf,
  readStore,
  requireStore,
  type StoreFlags,
} from './store-command.ts';

interface Flags extends StoreFlags {
  readonly git?: string;
  readonly private?: boolean;
  readonly public?: boolean;
  readonly inProgressTimeout?: string;
  readonly historyRetention?: string;
  readonly yes?: boolean;
}

export function addRepositoryCommands(program: Command): void {
  const group = program
    .command('repository')
    .summary('add, list and remove repositories')
    .description('Adds, lists and removes repositories, straight on the store; a server may be running on it.');
  const repository = ['<WORKSPACE/SLUG>', 'the repository, like acme/widgets'] as const;

  addStoreOptions(
    group.command('add').description('add a repository, tie one to its Git directory, or change who sees it'),
  )
    .argument(...repository)
    .option('--git <DIR>', 'its Git directory or working tree: its commits are then exactly the repository’s')
    .addOption(new Option('--private', 'show it to those alone who have a right in it').conflicts('public'))
    .option('--public', 'show it to everybody; a new one is public unless told')
    .option(
      '--in-progress-timeout <DURATION>',
      'stop builds that are in progress and have not been heard of for that long, like 2h; off: never',
    )
    .option(
      '--history-retention <DURATION>',
      'delete what is older of attempts that were followed by another, like 90d; off: nothing',
    )
    .action(add);
  addStoreOptions(group.command('list').description('list the repositories')).action(list);
  addStoreOptions(group.command('remove').description('remove a repository with its statuses and their history'))
    .argument(...repository)
    .option('--yes', 'do not ask')
    .action(remove);
}

async function add(name: string, flags: Flags): Promise<void> {
  await using administration = await openStoreOf(flags);
  const { repository, added } = await administration.addRepository({
    address: parseFullName(name),
    gitPath: flags.git,
    isPrivate: flags.private || flags.public ? flags.private === true : undefined,
    policy: policyOf(flags),
  });
  const policies = await administration.listPolicies();
  const seen = flags.private || flags.public ? `, ${visibilityOf(repository)}` : '';
  const tied = repository.gitDirectory === undefined ? '' : `, tied to ${repository.gitDirectory}`;
  answer(
    flags,
    present(repository, policies.get(repository.id)),
    `${added ? 'Added' : 'Changed'} ${fullName(repository)}${seen}${tied}.`,
  );
}

async function list(flags: Flags): Promise<void> {
  const listed = await readStore(flags, async (administration) => {
    const policies = await administration.listPolicies();
    const repositories = await administration.listRepositories();
    return repositories.map((repository) => ({ repository, policy: policies.get(repository.id) }));
  });
  const lines = listed.map(({ repository }) =>
    [fullName(repository), repository.gitDirectory ?? '-', visibilityOf(repository)].join('\t'),
  );
  const shown = listed.map(({ repository, policy }) => present(repository, policy));
  answer(flags, shown, lines.join('\n') || 'There are no repositories yet.');
}

async function remove(name: string, flags: Flags): Promise<void> {
  const address = parseFullName(name);
  requireStore(flags);
  if (!flags.yes && process.stdin.isTTY) await confirm(`Remove ${name} with all its statuses and their history?`);
  await using administration = await openExistingStore(flags);
  const policies = await administration.listPolicies();
  const repository = await administration.removeRepository(address);
  answer(flags, present(repository, policies.get(repository.id)), `Removed ${fullName(repository)}.`);
}

async function confirm(question: string): Promise<void> {
  using terminal = createInterface({ input: process.stdin, output: process.stderr });
  const reply = await terminal.question(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(reply.trim())) throw new ServiceError('conflict', 'Nothing was removed.');
}

function visibilityOf({ isPrivate }: Repository): string {
  return isPrivate ? 'private' : 'public';
}

/** What is said of its policy; `undefined` when nothing is. */
function policyOf({ inProgressTimeout: timeout, historyRetention: retention }: Flags): PolicyChanges | undefined {
  if (timeout === undefined && retention === undefined) return undefined;
  return {
    ...(timeout !== undefined && { inProgressTimeout: durationOf('inProgressTimeout', timeout) }),
    ...(retention !== undefined && { historyRetention: durationOf('historyRetention', retention) }),
  };
}

function durationOf(member: PolicyMember, text: string): number | null {
  return text === 'off' ? null : parsePolicyDuration(member, text);
}

function present(repository: Repository, policy: RepositoryPolicy = {}) {
  return {
    full_name: fullName(repository),
    uuid: repository.uuid,
    is_private: repository.isPrivate,
    git_directory: repository.gitDirectory ?? null,
    ...describePolicy(policy),
    created_on: formatInstant(repository.createdOn),
  };
}
