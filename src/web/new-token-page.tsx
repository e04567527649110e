import type { AccessToken } from '../domain/access-token.ts';
import { Layout } from './layout.tsx';
import { sitePaths } from './site-paths.ts';
import type { Visitor } from './visitor.ts';

export interface NewTokenPageModel {
  readonly token: AccessToken;
  readonly secret: string;
  readonly visitor: Visitor | undefined;
}

/** Shows the secret of a token, which can be seen at no other time. */
export function NewTokenPage({ token, secret, visitor }: NewTokenPageModel) {
  return (
    <Layout title="A new access token" visitor={visitor}>
      <p class="context">Access token</p>
      <h1>{token.name}</h1>
      <p>Keep it somewhere safe now: this is the only time that it is shown.</p>
      <pre>
        <code>{secret}</code>
      </pre>
      <p>
        Send it as the password of Basic authentication, with the user name <code>{token.account.name}</code>, or as a
        Bearer token.
      </p>
      <p>
        <a href={sitePaths.account}>Back to your account</a>
      </p>
    </Layout>
  );
}
