import type { Command } from 'commander';
import { addListAndRevoke } from './access-token-commands.ts';
import { type AccessTokenFlags, addAccessTokenOptions, wishOf } from './access-token-options.ts';
import { describeAccessToken, idOf, presentAccessToken } from './access-token-text.ts';
import { printError } from './print.ts';
import { answer, openStoreOf } from './store-command.ts';

export function addTokenCommands(program: Command): void {
  const group = program
    .command('token')
    .summary('make, list and revoke access tokens')
    .description('Makes, lists and revokes access tokens, straight on the store; a server may be running on it.');
  addAccessTokenOptions(group.command('create').description('make an access token, and print it this once')).action(
    create,
  );
  addListAndRevoke(group, {
    kind: 'token',
    idName: 'id',
    noun: 'access tokens',
    whatRevokingDoes: 'make an access token count no more, at once and everywhere',
  });
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
