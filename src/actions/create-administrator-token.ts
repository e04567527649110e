import { randomUUID } from 'node:crypto';
import { wholeServer } from '../domain/place.ts';
import { bracedUuid } from '../domain/repository.ts';
import { allScopes } from '../domain/scope.ts';
import { auditOfToken } from './audit-of-token.ts';
import type { ServiceContext } from './context.ts';
import { createSecret } from './create-secret.ts';
import { deriveUuid } from './derive-uuid.ts';

/** Whose the first token is. */
export const administratorName = 'administrator';

/**
 * A token that may do everything, when the server has none at all yet, to be shown this once; only its hash is kept. It belongs
 * to a service account of its own.
 */
export async function createAdministratorToken({
  store,
  clock,
}: Pick<ServiceContext, 'store' | 'clock'>): Promise<string | undefined> {
  const { secret, hash } = createSecret();
  const createdOn = clock.now();
  const account = {
    uuid: deriveUuid('account', administratorName),
    kind: 'service',
    name: administratorName,
    displayName: 'Administrator',
    createdOn,
    permissions: [],
  } as const;
  const token = {
    uuid: bracedUuid(randomUUID()),
    kind: 'token',
    name: 'first token',
    place: wholeServer,
    scopes: allScopes,
    hash,
    createdOn,
  } as const;
  // Nobody asks for it: the server itself does.
  const audit = auditOfToken({ clock, caller: { grants: [] } }, 'created', { ...token, account });
  const added = await store.accessTokens.addFirstAccessToken({ account, token }, audit);
  return added ? secret : undefined;
}
