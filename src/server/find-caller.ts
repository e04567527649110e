import { findConsumer } from '../actions/find-consumer.ts';
import { findSessionCaller } from '../actions/find-session-caller.ts';
import { findTokenCaller } from '../actions/find-token-caller.ts';
import type { Config } from '../config/config.ts';
import type { Caller } from '../domain/caller.ts';
import { everything } from '../domain/everything.ts';
import type { Clock } from '../domain/instant.ts';
import { type FindCaller, nameIn } from '../http/identify-caller.ts';
import type { Store } from '../store/store.ts';

/** Who is believed: everybody in development; in production whoever holds a token, and readers without one. */
export function createFindCaller(
  { mode, ...config }: Pick<Config, 'mode' | 'bitbucketScopes'>,
  service: { readonly store: Store; readonly clock: Clock },
): FindCaller {
  if (mode === 'dev') {
    return async (credentials, address) => ({ name: nameIn(credentials) || undefined, grants: everything, address });
  }
  const rules = { readersReportBuilds: config.bitbucketScopes };
  return async (credentials, address) => {
    if (credentials === undefined) return { grants: [], address };
    if ('session' in credentials) {
      const secret = credentials.session;
      return (await findSessionCaller(service, rules, { secret, address })) ?? { grants: [], address };
    }
    return findTokenCaller(service, rules, { secret: credentials.token, name: credentials.name, address });
  };
}

/** The same for OAuth 2 clients, which bring the key and the secret of a consumer, and can do nothing with them but get tokens. */
export function createFindClient(
  { mode }: Pick<Config, 'mode'>,
  service: { readonly store: Store; readonly clock: Clock },
): FindCaller {
  if (mode === 'dev') return async (credentials) => ({ name: nameIn(credentials) || undefined, grants: everything });
  return async (credentials, address): Promise<Caller | undefined> => {
    if (credentials === undefined || 'session' in credentials) return undefined;
    const consumer = await findConsumer(service, { key: credentials.name, secret: credentials.token });
    if (consumer === undefined) return undefined;
    const { account, uuid } = consumer;
    return { name: account.name, account, grants: [], credential: { kind: 'token', uuid }, address };
  };
}
