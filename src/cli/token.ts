import type { Command } from 'commander';
import { type AccessTokenFlags, addAccessTokenOptions, wishOf } from './access-token-options.ts';
import { accessTokenTable, describeAccessToken, idOf, presentAccessToken } from './access-token-text.ts';
import { printError } from './print.ts';
import {
  addStoreOptions,
  answer,
  openExistingStore,
  openStoreOf,
  readStore,
  type StoreFlags,
} from './store-command.ts';

export function addTokenCommands(program: Command): void {
  const group = program
    .command('token')
    .summary('make, list and revoke access tokens')
    .description('Makes, lists and revokes access tokens, straight on the store; a server may be running on it.');
  addAccessTokenOptions(group.command('create').description('make an access token, and print it this once')).action(
    create,
  );
  addStoreOptions(group.command('list').description('list the access tokens that count'))
    .option('--account <NAME>', 'only those of this account')
    .action(list);
  addStoreOptions(group.command('revoke').description('make an access token count no more, at once and everywhere'))
    .argument('<ID>', 'its id, which token list shows')
    .action(revoke);
}

async function create(flags: AccessTokenFlags): Promise<void> {
  await using administration = await openStoreOf(flags);
  const wish = { kind: 'token' as const, ...wishOf(flags) };
  const { token, secret, isNewAccount } = await administration.createAccessToken(wish);
  if (isNewAccount) printError(`Made the service account ${token.account.name}, which was not there.`);
  if (!flags.json) printError(`Made an access token of ${describeAccessToken(token)}. This shows it once:`);
  const data = { id: idOf(token), token: secret, ...presentAccessToken(token), is_new_account: isNewAccount };
  answer(flags, data, secret);
}

async function list(flags: StoreFlags & { readonly account?: string }): Promise<void> {
  const tokens = await readStore(flags, (administration) =>
    administration.listAccessTokens({ kind: 'token', account: flags.account }),
  );
  const text = tokens.length === 0 ? 'There are no access tokens.' : accessTokenTable('id', tokens);
  answer(
    flags,
    tokens.map((token) => ({ id: idOf(token), ...presentAccessToken(token) })),
    text,
  );
}

async function revoke(id: string, flags: StoreFlags): Promise<void> {
  await using administration = await openExistingStore(flags);
  const token = await administration.revokeAccessToken({ kind: 'token', id });
  answer(flags, { id: idOf(token), ...presentAccessToken(token) }, `Revoked ${idOf(token)} of ${token.account.name}.`);
}
