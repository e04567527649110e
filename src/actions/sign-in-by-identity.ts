import { randomInt } from 'node:crypto';
import type { Account } from '../domain/account.ts';
import { accountNameLike } from '../domain/account-name-like.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import { parseEmail } from '../domain/email.ts';
import { ServiceError } from '../domain/error.ts';
import type { Identity } from '../domain/identity-provider.ts';
import { parseLabel } from '../domain/label.ts';
import type { NewAccount, OidcIdentity } from '../store/account-store.ts';
import { auditOf } from './audit-of.ts';
import type { ServiceContext } from './context.ts';
import { deriveUuid } from './derive-uuid.ts';
import { type OpenedSession, openSession } from './open-session.ts';

interface Context extends Pick<ServiceContext, 'store' | 'clock'> {
  /** Where they come from. */
  readonly address: string;
}

/** How often another name is tried where the one that somebody would like is taken. */
const maxTries = 10;

/**
 * Signs in whom a provider of OpenID Connect vouches for: the account that has signed in so before; else the user with the same
 * e-mail address, if the provider has verified it and that account belongs to nobody else there; else a new user, who may do
 * nothing yet. Throws forbidden for an account that is not active.
 */
export async function signInByIdentity(context: Context, identity: Identity): Promise<OpenedSession> {
  const account =
    (await context.store.accounts.findOidcAccount(identity)) ??
    (await findByEmail(context, identity)) ??
    (await addAccount(context, identity));
  const { address } = context;
  const session = account.isActive ? await openSession(context, { account, by: 'provider', address }) : undefined;
  if (session !== undefined) return session;
  const detail = 'Your account on this server is not active. Whoever administers it can tell you more.';
  throw new ServiceError('forbidden', 'This account is not active.', { detail });
}

async function findByEmail(context: Context, identity: Identity): Promise<Account | undefined> {
  const email = verifiedEmail(identity);
  const { accounts } = context.store;
  const account = email === undefined ? undefined : await accounts.findAccount(email);
  if (account === undefined || account.kind === 'service') return undefined;
  // Whoever was shut out does not come in again as somebody new.
  if (!account.isActive) return account;
  const change = { accountId: account.id, oidcIdentity: identityIn(identity) };
  const changed = await accounts.changeAccount(change, writeDown(context, 'account.changed', account.name, identity));
  return typeof changed === 'string' ? undefined : changed;
}

async function addAccount(context: Context, identity: Identity): Promise<Account> {
  const { accounts } = context.store;
  const account = await newAccount(context, identity);
  for (let tried = 0; tried < maxTries; tried += 1) {
    const name = tried === 0 ? account.name : `${account.name}-${randomInt(2, 10 ** tried + 2)}`;
    const named = { ...account, name, uuid: deriveUuid('account', name) };
    const added = await accounts.addAccount(named, writeDown(context, 'account.created', name, identity));
    if (added !== 'taken') return added;
    // They may have come by two ways at once.
    const known = await accounts.findOidcAccount(identity);
    if (known !== undefined) return known;
  }
  throw new ServiceError('conflict', `There are too many accounts that are called like '${account.name}'.`);
}

async function newAccount({ store, clock }: Context, identity: Identity): Promise<Omit<NewAccount, 'uuid'>> {
  const { preferredName, displayName } = identity;
  const name = accountNameLike(preferredName ?? identity.email ?? '');
  const email = verifiedEmail(identity);
  const isEmailFree = email !== undefined && (await store.accounts.findAccount(email)) === undefined;
  return {
    kind: 'user',
    name,
    displayName: labelLike(displayName) ?? name,
    email: isEmailFree ? email : undefined,
    oidcIdentity: identityIn(identity),
    createdOn: clock.now(),
    permissions: [],
  };
}

function identityIn({ issuer, subject }: Identity): OidcIdentity {
  return { issuer, subject };
}

/** Nobody does it who is known yet. */
function writeDown(
  { clock, address }: Context,
  action: 'account.created' | 'account.changed',
  name: string,
  { issuer, subject }: Identity,
): NewAuditEvent {
  const details = { oidc_issuer: issuer, oidc_subject: subject };
  return auditOf({ caller: { grants: [], address }, clock }, action, { subject: name, details });
}

/** An address that nobody has verified could be anybody's, and would keep its owner from it. */
function verifiedEmail({ email, isEmailVerified }: Identity): string | undefined {
  return email !== undefined && isEmailVerified ? orNothing(() => parseEmail(email)) : undefined;
}

function labelLike(text: string | undefined): string | undefined {
  return text === undefined ? undefined : orNothing(() => parseLabel('display_name', text));
}

/** What a provider says need not be what may stand here. */
function orNothing<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
