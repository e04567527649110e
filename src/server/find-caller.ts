import { findTokenCaller } from '../actions/find-token-caller.ts';
import type { Config } from '../config/config.ts';
import type { FindCaller } from '../http/authentication.ts';
import type { Store } from '../store/store.ts';

/** Who is believed: everybody in development; in production whoever holds a token, and readers without one. */
export function createFindCaller(mode: Config['mode'], store: Store): FindCaller {
  if (mode === 'dev') return async (credentials) => ({ name: credentials?.name || undefined, mayWrite: true });
  return async (credentials) => (credentials ? findTokenCaller({ store }, credentials.token) : { mayWrite: false });
}
