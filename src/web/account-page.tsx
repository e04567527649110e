import type { AccessToken } from '../domain/access-token.ts';
import type { Account } from '../domain/account.ts';
import type { Instant } from '../domain/instant.ts';
import { FormToken } from './form-token.tsx';
import { Layout } from './layout.tsx';
import { sitePaths } from './site-paths.ts';
import { TokenForm, type TypedToken } from './token-form.tsx';
import { TokenList } from './token-list.tsx';
import type { Visitor } from './visitor.ts';

export interface AccountPageModel {
  readonly account: Account;
  /** Whether the rights of this session are those of an access token. */
  readonly isByToken: boolean;
  /** Absent for whoever has signed in with one of them, and may not look at the others. */
  readonly tokens: readonly AccessToken[] | undefined;
  readonly mayMakeTokens: boolean;
  /** Whether there is an audit for them to look at. */
  readonly mayAudit: boolean;
  readonly formToken: string;
  readonly visitor: Visitor | undefined;
  readonly now: Instant;
  /** A token that could not be made, and why. */
  readonly refused?: { readonly problem: string; readonly typed: TypedToken } | undefined;
}

export function AccountPage(model: AccountPageModel) {
  const { account, isByToken, formToken, visitor } = model;
  return (
    <Layout title="Your account" visitor={visitor}>
      <h1>{account.displayName}</h1>
      <p class="facts">
        <code title="name">{account.name}</code>
        {account.email !== undefined && <span>{account.email}</span>}
        {account.kind === 'service' && <span>service account</span>}
      </p>
      {isByToken && <p>You have signed in with an access token, and may do here what it is good for.</p>}
      {model.mayAudit && (
        <p>
          You administer this server: its <a href={sitePaths.audit}>audit</a> tells who did what.
        </p>
      )}
      <Tokens {...model} />
      <section aria-labelledby="sessions">
        <h2 id="sessions">Signed in elsewhere?</h2>
        <p>This ends every session of your account, in this browser, too. Access tokens stay as they are.</p>
        <form method="post" action={sitePaths.signOutEverywhere}>
          <FormToken value={formToken} />
          <button type="submit" class="quiet">
            Sign out everywhere
          </button>
        </form>
      </section>
    </Layout>
  );
}

function Tokens({ tokens, mayMakeTokens, formToken, now, refused }: AccountPageModel) {
  if (tokens === undefined) return null;
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">Access tokens</h2>
      <TokenList tokens={tokens} formToken={formToken} now={now} />
      {mayMakeTokens && (
        <>
          <h3>New access token</h3>
          {refused && (
            <p class="problem" role="alert">
              {refused.problem}
            </p>
          )}
          <TokenForm formToken={formToken} {...(refused && { typed: refused.typed })} />
        </>
      )}
    </section>
  );
}
