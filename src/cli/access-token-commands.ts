import type { Command } from 'commander';
import type { AccessToken } from '../domain/access-token.ts';
import { accessTokenTable, idOf, presentAccessToken } from './access-token-text.ts';
import { addStoreOptions, answer, openExistingStore, readStore, type StoreFlags } from './store-command.ts';

/** How a command speaks of what it lists and revokes. */
export interface ManagedTokens {
  readonly kind: 'token' | 'consumer';
  /** What the id is called. */
  readonly idName: 'id' | 'key';
  /** In the plural. */
  readonly noun: string;
  readonly whatRevokingDoes: string;
}

/** Gives a group of commands `list` and `revoke`, which are alike for access tokens and for consumers. */
export function addListAndRevoke(group: Command, what: ManagedTokens): void {
  const { kind, idName, noun, whatRevokingDoes } = what;
  addStoreOptions(group.command('list').description(`list the ${noun} that count`))
    .option('--account <NAME>', 'only those of this account')
    .action((flags: StoreFlags & { readonly account?: string }) => list(what, flags));
  addStoreOptions(group.command('revoke').description(whatRevokingDoes))
    .argument(`<${idName.toUpperCase()}>`, `its ${idName}, which ${kind} list shows`)
    .action((id: string, flags: StoreFlags) => revoke(what, id, flags));
}

async function list(
  { kind, idName, noun }: ManagedTokens,
  flags: StoreFlags & { readonly account?: string },
): Promise<void> {
  const tokens = await readStore(flags, (administration) =>
    administration.listAccessTokens({ kind, account: flags.account }),
  );
  const text = tokens.length === 0 ? `There are no ${noun}.` : accessTokenTable(idName, tokens);
  answer(
    flags,
    tokens.map((token) => present(idName, token)),
    text,
  );
}

async function revoke({ kind, idName }: ManagedTokens, id: string, flags: StoreFlags): Promise<void> {
  await using administration = await openExistingStore(flags);
  const token = await administration.revokeAccessToken({ kind, id });
  answer(flags, present(idName, token), `Revoked ${idOf(token)} of ${token.account.name}.`);
}

function present(idName: ManagedTokens['idName'], token: AccessToken) {
  return { [idName]: idOf(token), ...presentAccessToken(token) };
}
