import type { Account } from '../domain/account.ts';
import { FormToken } from './form-token.tsx';
import { Layout } from './layout.tsx';
import { sitePaths } from './site-paths.ts';
import type { Visitor } from './visitor.ts';

export interface AccountPageModel {
  readonly account: Account;
  /** Whether the rights of this session are those of an access token. */
  readonly isByToken: boolean;
  readonly formToken: string;
  readonly visitor: Visitor | undefined;
}

export function AccountPage({ account, isByToken, formToken, visitor }: AccountPageModel) {
  return (
    <Layout title="Your account" visitor={visitor}>
      <h1>{account.displayName}</h1>
      <p class="facts">
        <code title="name">{account.name}</code>
        {account.email !== undefined && <span>{account.email}</span>}
        {account.kind === 'service' && <span>service account</span>}
      </p>
      {isByToken && <p>You have signed in with an access token, and may do here what it is good for.</p>}
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
