import type { Command } from 'commander';
import { addListAndRevoke } from './access-token-commands.ts';
import { type AccessTokenFlags, addAccessTokenOptions, wishOf } from './access-token-options.ts';
import { describeAccessToken, idOf, presentAccessToken } from './access-token-text.ts';
import { printError } from './print.ts';
import { answer, openStoreOf } from './store-command.ts';

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
  addListAndRevoke(group, {
    kind: 'consumer',
    idName: 'key',
    noun: 'consumers',
    whatRevokingDoes: 'make a consumer and all its access tokens count no more, at once',
  });
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
