import { type AccessToken, isValidAt } from '../domain/access-token.ts';
import { bracedUuid, isUuid } from '../domain/repository.ts';
import type { ServiceContext } from './context.ts';
import { findBySecret } from './find-by-secret.ts';

export interface ConsumerCredentials {
  /** Its UUID, with or without braces: what OAuth 2 calls `client_id`. */
  readonly key?: string | undefined;
  readonly secret: string;
}

/** The OAuth 2 consumer of that key and secret; `undefined` when there is none, or it counts no more. */
export async function findConsumer(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { key = '', secret }: ConsumerCredentials,
): Promise<AccessToken | undefined> {
  const found = await findBySecret({ store }, secret);
  if (found === undefined) return undefined;
  const { token } = found;
  const uuid = (isUuid(key) ? key : bracedUuid(key)).toLowerCase();
  return token.kind === 'consumer' && token.uuid === uuid && isValidAt(token, clock.now()) ? token : undefined;
}
