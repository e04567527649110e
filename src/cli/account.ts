import type { Command } from 'commander';
import { ServiceError } from '../domain/error.ts';
import { parsePassword } from '../domain/password.ts';
import { addPermitCommand } from './account-permit.ts';
import { accountTable, describeAccount, presentAccount, presentWhole } from './account-text.ts';
import { parsePermission } from './parse-permission.ts';
import { readPassword } from './read-password.ts';
import { repeated } from './repeated.ts';
import {
  addStoreOptions,
  answer,
  openExistingStore,
  openStoreOf,
  readStore,
  type StoreFlags,
} from './store-command.ts';

interface PasswordFlags extends StoreFlags {
  readonly passwordStdin?: boolean;
}

interface DetailFlags extends StoreFlags {
  readonly displayName?: string;
  readonly email?: string;
}

type CreateFlags = PasswordFlags &
  DetailFlags & { readonly user?: boolean; readonly service?: boolean; readonly permission?: readonly string[] };

const name = ['<NAME>', 'the name of the account, or its e-mail address'] as const;
const passwordOnInput = ['--password-stdin', 'read the password from standard input'] as const;

export function addAccountCommands(program: Command): void {
  const group = program
    .command('account')
    .summary('make and change the accounts of people and services')
    .description('Makes and changes accounts, straight on the store; a server may be running on it.');
  addDetails(group.command('create').description('make an account'))
    .argument('<NAME>', '1 to 62 letters, digits, dots, hyphens and underscores')
    .option('--user', 'for a person, who has permissions, and can sign in on pages (this is the default)')
    .option('--service', 'for a CI system, say, which may do what its tokens say')
    .option(...passwordOnInput)
    .option(
      '--permission <LEVEL[:PLACE]>',
      'like write:acme/widgets, read:acme, or admin; repeat it for more',
      repeated,
    )
    .action(create);
  addStoreOptions(group.command('list').description('list the accounts')).action(list);
  addStoreOptions(group.command('show').description('show an account with its permissions'))
    .argument(...name)
    .action(show);
  addDetails(group.command('change').description('change the display name or the e-mail address'))
    .argument(...name)
    .action(change);
  addPermitCommand(group);
  addStoreOptions(group.command('password').description('set the password of a user, and sign them out everywhere'))
    .argument(...name)
    .option(...passwordOnInput)
    .action(setPassword);
  addStoreOptions(group.command('deactivate').description('sign an account out, and let none of its tokens count'))
    .argument(...name)
    .action((account: string, flags: StoreFlags) => setActive(account, flags, false));
  addStoreOptions(group.command('activate').description('let an account in again'))
    .argument(...name)
    .action((account: string, flags: StoreFlags) => setActive(account, flags, true));
}

function addDetails(command: Command): Command {
  return addStoreOptions(command)
    .option('--display-name <NAME>', 'what pages call it (else its name)')
    .option('--email <ADDRESS>', 'its e-mail address, which it can sign in with, too');
}

async function create(account: string, flags: CreateFlags): Promise<void> {
  if (flags.user && flags.service) throw new ServiceError('invalid', 'Give --user or --service, not both.');
  const kind = flags.service ? 'service' : 'user';
  if (kind === 'service' && flags.passwordStdin) {
    throw new ServiceError('invalid', 'A service has no password: make it a token with signalbox token create.');
  }
  const { displayName, email, permission = [] } = flags;
  const permissions = permission.map(parsePermission);
  const password = flags.passwordStdin ? parsePassword(await readPassword({ isOnInput: true })) : undefined;
  await using administration = await openStoreOf(flags);
  const made = await administration.createAccount({ name: account, kind, displayName, email, permissions });
  if (password !== undefined) await administration.setPassword({ account: made.account.name, password });
  answer(flags, presentWhole(made), `Made the ${kind} account ${made.account.name}.`);
}

async function list(flags: StoreFlags): Promise<void> {
  const accounts = await readStore(flags, (administration) => administration.listAccounts());
  answer(
    flags,
    accounts.map(presentAccount),
    accounts.length === 0 ? 'There are no accounts yet.' : accountTable(accounts),
  );
}

async function show(account: string, flags: StoreFlags): Promise<void> {
  await using administration = await openExistingStore(flags);
  const found = await administration.getAccount(account);
  answer(flags, presentWhole(found), describeAccount(found));
}

async function change(account: string, { displayName, email, ...flags }: DetailFlags): Promise<void> {
  if (displayName === undefined && email === undefined) {
    throw new ServiceError('invalid', 'Say what to change: --display-name or --email.');
  }
  await using administration = await openExistingStore(flags);
  const changed = await administration.changeAccount({ account, displayName, email: email === '' ? null : email });
  answer(flags, presentWhole(changed), `Changed ${changed.account.name}.`);
}

async function setPassword(account: string, flags: PasswordFlags): Promise<void> {
  await using administration = await openExistingStore(flags);
  // Nobody is to type a password for an account that is not there.
  await administration.getAccount(account);
  const password = await readPassword({ isOnInput: flags.passwordStdin ?? false });
  const changed = await administration.setPassword({ account, password });
  answer(flags, presentAccount(changed), `Set the password of ${changed.name}, who is signed out everywhere.`);
}

async function setActive(account: string, flags: StoreFlags, isActive: boolean): Promise<void> {
  await using administration = await openExistingStore(flags);
  const changed = await administration.changeAccount({ account, isActive });
  answer(flags, presentWhole(changed), `${changed.account.name} is ${isActive ? 'active' : 'inactive'}.`);
}
