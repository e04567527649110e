import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { ServiceError } from '../domain/error.ts';
import { formatInstant } from '../domain/instant.ts';
import { fullName, parseFullName, type Repository } from '../domain/repository.ts';
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
  });
  const seen = flags.private || flags.public ? `, ${visibilityOf(repository)}` : '';
  const tied = repository.gitDirectory === undefined ? '' : `, tied to ${repository.gitDirectory}`;
  answer(flags, present(repository), `${added ? 'Added' : 'Changed'} ${fullName(repository)}${seen}${tied}.`);
}

async function list(flags: Flags): Promise<void> {
  const repositories = await readStore(flags, (administration) => administration.listRepositories());
  const lines = repositories.map((repository) =>
    [fullName(repository), repository.gitDirectory ?? '-', visibilityOf(repository)].join('\t'),
  );
  answer(flags, repositories.map(present), lines.join('\n') || 'There are no repositories yet.');
}

async function remove(name: string, flags: Flags): Promise<void> {
  const address = parseFullName(name);
  requireStore(flags);
  if (!flags.yes && process.stdin.isTTY) await confirm(`Remove ${name} with all its statuses and their history?`);
  await using administration = await openExistingStore(flags);
  const repository = await administration.removeRepository(address);
  answer(flags, present(repository), `Removed ${fullName(repository)}.`);
}

async function confirm(question: string): Promise<void> {
  using terminal = createInterface({ input: process.stdin, output: process.stderr });
  const reply = await terminal.question(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(reply.trim())) throw new ServiceError('conflict', 'Nothing was removed.');
}

function visibilityOf({ isPrivate }: Repository): string {
  return isPrivate ? 'private' : 'public';
}

function present(repository: Repository) {
  return {
    full_name: fullName(repository),
    uuid: repository.uuid,
    is_private: repository.isPrivate,
    git_directory: repository.gitDirectory ?? null,
    created_on: formatInstant(repository.createdOn),
  };
}
