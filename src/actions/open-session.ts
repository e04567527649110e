import { randomBytes } from 'node:crypto';
import type { ServiceContext } from './context.ts';
import { hashToken } from './hash-token.ts';

/** What a browser is given to keep; only its hash is stored. */
export interface OpenedSession {
  readonly secret: string;
  readonly lifetimeSeconds: number;
}

/** Long enough to be a habit, and never renewed: whoever finds an old cookie finds it dead. */
const lifetimeSeconds = 30 * 24 * 60 * 60;

/** Signs somebody in: a session of its own each time, whatever the browser had before. */
export async function openSession(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  who: { readonly accountId: number; readonly tokenUuid?: string | undefined },
): Promise<OpenedSession> {
  const secret = randomBytes(32).toString('base64url');
  const createdOn = clock.now();
  const expiresOn = createdOn + lifetimeSeconds * 1_000_000;
  await store.sessions.addSession({ hash: hashToken(secret), ...who, createdOn, expiresOn });
  return { secret, lifetimeSeconds };
}
