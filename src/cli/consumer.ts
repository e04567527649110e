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

export function addConsumerCommands(program: Command): void {
  const group = program
    .command('consumer')
    .summary('make, list and revoke OAuth 2 consumers')
    .description(
      'Makes, lists and revokes OAuth 2 consumers: clients that get short-lived access tokens for a key and a secret.',
    );
  addAccessTokenOptions(
    group.command('create').description('make a consumer, and print its key and, this once, its secret'),
  ).action(create);
  addStoreOptions(group.command('list').description('list the consumers that count'))
    .option('--account <NAME>', 'only those of this account')
    .action(list);
  addStoreOptions(
    group.command('revoke').description('make a consumer and all its access tokens count no more, at once'),
  )
    .argument('<KEY>', 'its key, which consumer list shows')
    .action(revoke);
}

async function create(flags: AccessTokenFlags): Promise<void> {
  await using administration = await openStoreOf(flags);
  const wish = { kind: 'consumer' as const, ...wishOf(flags) };
  const { token, secret, isNewAccount } = await administration.createAccessToken(wish);
  const key = idOf(token);
  if (isNewAccount) printError(`Made the service account ${token.account.name}, which was not there.`);
  if (!flags.json) printError(`Made a consumer of ${describeAccessToken(token)}. This shows its secret once:`);
  const data = { key, secret, ...presentAccessToken(token), is_new_account: isNewAccount };
  answer(flags, data, `key     ${key}\nsecret  ${secret}`);
}

async function list(flags: StoreFlags & { readonly account?: string }): Promise<void> {
  const consumers = await readStore(flags, (administration) =>
    administration.listAccessTokens({ kind: 'consumer', account: flags.account }),
  );
  const text = consumers.length === 0 ? 'There are no consumers.' : accessTokenTable('key', consumers);
  answer(
    flags,
    consumers.map((token) => ({ key: idOf(token), ...presentAccessToken(token) })),
    text,
  );
}

async function revoke(key: string, flags: StoreFlags): Promise<void> {
  await using administration = await openExistingStore(flags);
  const token = await administration.revokeAccessToken({ kind: 'consumer', id: key });
  answer(flags, { key: idOf(token), ...presentAccessToken(token) }, `Revoked ${idOf(token)} of ${token.account.name}.`);
}
