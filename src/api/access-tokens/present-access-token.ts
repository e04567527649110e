import type { AccessToken } from '../../domain/access-token.ts';
import { formatInstant, type Instant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';

/** All but the secret. */
export function presentToken(token: AccessToken, links: Links) {
  return { type: 'access_token' as const, ...present(token, `${links.origin}/signalbox/1/tokens`) };
}

export function presentConsumer(token: AccessToken, links: Links) {
  const shown = present(token, `${links.origin}/signalbox/1/consumers`);
  return { type: 'oauth_consumer' as const, ...shown, key: shown.id };
}

function present(token: AccessToken, collection: string) {
  const { place, placeName = null } = token;
  const id = token.uuid.slice(1, -1);
  return {
    id,
    name: token.name,
    account: token.account.name,
    repository: place.kind === 'repository' ? placeName : null,
    workspace: place.kind === 'workspace' ? placeName : null,
    scopes: [...token.scopes],
    keys: token.keyPatterns === undefined ? null : [...token.keyPatterns],
    created_on: formatInstant(token.createdOn),
    expires_on: presentMoment(token.expiresOn),
    last_used_on: presentMoment(token.lastUsedOn),
    revoked_on: presentMoment(token.revokedOn),
    links: { self: { href: `${collection}/${id}` } },
  };
}

function presentMoment(instant: Instant | undefined): string | null {
  return instant === undefined ? null : formatInstant(instant);
}
