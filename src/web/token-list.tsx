import type { AccessToken } from '../domain/access-token.ts';
import { formatInstant, type Instant } from '../domain/instant.ts';
import { FormToken } from './form-token.tsx';
import { RelativeTime } from './relative-time.tsx';
import { sitePaths } from './site-paths.ts';

export interface TokenListModel {
  readonly tokens: readonly AccessToken[];
  readonly formToken: string;
  readonly now: Instant;
}

/** The tokens of somebody, without their secrets, which nobody has. */
export function TokenList({ tokens, formToken, now }: TokenListModel) {
  if (tokens.length === 0) return <p class="summary">You have no access tokens.</p>;
  return (
    <ul class="rows">
      {tokens.map((token) => (
        <li key={token.uuid} class="row">
          <div class="what">
            <h3>{token.name}</h3>
            <p class="facts">
              <span>{token.place.kind === 'server' ? 'everywhere' : (token.placeName ?? 'what has been removed')}</span>
              <span>{token.scopes.join(', ')}</span>
              {token.keyPatterns && <span>{`keys ${token.keyPatterns.join(', ')}`}</span>}
            </p>
            <p class="facts">
              <Use token={token} now={now} />
            </p>
          </div>
          <form method="post" action={sitePaths.revokeToken}>
            <FormToken value={formToken} />
            <input type="hidden" name="id" value={token.uuid} />
            <button type="submit" class="quiet" aria-label={`Revoke ${token.name}`}>
              Revoke
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

function Use({
  token: { createdOn, expiresOn, lastUsedOn },
  now,
}: {
  readonly token: AccessToken;
  readonly now: Instant;
}) {
  return (
    <>
      <span>
        made <RelativeTime at={createdOn} now={now} />
      </span>
      <span>{lastUsedOn === undefined ? 'never used' : <>used {<RelativeTime at={lastUsedOn} now={now} />}</>}</span>
      <span>{expiresOn === undefined ? 'does not expire' : `expires on ${formatInstant(expiresOn).slice(0, 10)}`}</span>
    </>
  );
}
