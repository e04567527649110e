import type { AccessToken } from '../domain/access-token.ts';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import { formatInstant } from '../domain/instant.ts';
import { auditOf } from './audit-of.ts';
import type { ActionContext } from './context.ts';

type Described = Pick<AccessToken, 'uuid' | 'kind' | 'name' | 'place' | 'placeName' | 'scopes'> &
  Partial<Pick<AccessToken, 'keyPatterns' | 'expiresOn'>> & { readonly account: { readonly name: string } };

/**
 * The entry for a token or a consumer that is made or revoked: whose it is, and what it is good for. That of a repository stands
 * in the audit of the repository.
 */
export function auditOfToken(
  context: Pick<ActionContext, 'caller' | 'clock'>,
  what: 'created' | 'revoked',
  { uuid, kind, name, account, place, placeName, scopes, keyPatterns, expiresOn }: Described,
): NewAuditEvent {
  const details = {
    name,
    account: account.name,
    ...(placeName !== undefined && { place: placeName }),
    scopes,
    ...(keyPatterns !== undefined && { key_patterns: keyPatterns }),
    ...(expiresOn !== undefined && { expires_on: formatInstant(expiresOn) }),
  };
  const event = auditOf(context, `${kind === 'consumer' ? 'consumer' : 'token'}.${what}`, { subject: uuid, details });
  if (place.kind !== 'repository' || placeName === undefined) return event;
  return { ...event, repository: { id: place.repositoryId, name: placeName } };
}
