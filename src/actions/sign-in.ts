import { type AccessToken, isValidAt } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import { auditOf } from './audit-of.ts';
import type { ServiceContext } from './context.ts';
import { findBySecret } from './find-by-secret.ts';
import { verifyPassword } from './hash-password.ts';
import { type OpenedSession, openSession } from './open-session.ts';

type Context = Pick<ServiceContext, 'store' | 'clock'>;

export interface SignIn {
  /** Of the account, or its e-mail address. */
  readonly name: string;
  /** A password, or an access token, whose rights are then those of the session. */
  readonly secret: string;
  /** Where the attempt comes from. */
  readonly address: string;
  /** In whose line it waits: the address again, or the network that it is of. */
  readonly asker: string;
}

/**
 * Signs somebody in on pages. `undefined` when name and secret do not go together, whichever of them is wrong: it takes the same
 * time then, too. Throws unavailable when too many passwords of too many askers are looked at already.
 */
export async function signIn(context: Context, attempt: SignIn): Promise<OpenedSession | undefined> {
  const { name, secret, address, asker } = attempt;
  const account = await context.store.accounts.findAccount(name);
  const token = await findToken(context, secret);
  if (account?.isActive && token?.account.id === account.id) {
    await context.store.accessTokens.touchAccessToken({ uuid: token.uuid, at: context.clock.now() });
    return openSession(context, { account, token, by: 'token', address });
  }
  const passwordHash = await findPassword(context, account);
  const isRight = await verifyPassword({ text: secret, hash: passwordHash, asker });
  const session =
    account && isRight && (await openSession(context, { account, passwordHash, by: 'password', address }));
  if (session) return session;
  await writeDown(context, account, address);
  return undefined;
}

/**
 * Nothing of what was typed: people take one field for the other, and a password would stand in the audit. An unknown name leaves
 * an entry, too: whoever waits for one alone could tell by the time who has an account.
 */
async function writeDown({ store, clock }: Context, account: Account | undefined, address: string): Promise<void> {
  await store.audit.addAuditEvent(
    auditOf({ caller: { grants: [], address }, clock }, 'signin.failed', { subject: account?.name }),
  );
}

async function findToken({ store, clock }: Context, secret: string): Promise<AccessToken | undefined> {
  const token = (await findBySecret({ store }, secret))?.token;
  return token?.kind === 'token' && isValidAt(token, clock.now()) ? token : undefined;
}

/** Asked of the store for nobody, too. */
async function findPassword({ store }: Context, account: Account | undefined): Promise<string | undefined> {
  const found = await store.accounts.findPasswordHash(account?.id ?? 0);
  return account?.isActive && account.kind === 'user' ? found : undefined;
}
