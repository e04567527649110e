import { FormToken } from './form-token.tsx';
import { Layout } from './layout.tsx';
import { sitePaths, toProviderPath } from './site-paths.ts';

export interface SignInPageModel {
  readonly formToken: string;
  /** Where to go afterwards. */
  readonly next: string;
  /** Where people can sign in instead. */
  readonly providerName: string | undefined;
  /** What was typed before. */
  readonly name?: string | undefined;
  /** Why nobody is signed in yet. */
  readonly problem?: string | undefined;
}

export function SignInPage({ formToken, next, providerName, name, problem }: SignInPageModel) {
  return (
    <Layout title="Sign in" visitor={undefined}>
      <div class="sign-in">
        <h1>Sign in</h1>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {providerName !== undefined && (
          <p>
            <a class="button wide" href={toProviderPath(next)}>
              {`Sign in with ${providerName}`}
            </a>
          </p>
        )}
        <form method="post" action={sitePaths.signIn} class="card">
          <FormToken value={formToken} />
          <input type="hidden" name="next" value={next} />
          <label for="name">Name or e-mail address</label>
          <input
            id="name"
            name="name"
            value={name}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
          />
          <label for="secret">Password or access token</label>
          <input id="secret" name="secret" type="password" autocomplete="current-password" required />
          <p class="hint">With an access token you may do what it is good for, and no more.</p>
          <button type="submit">Sign in</button>
        </form>
      </div>
    </Layout>
  );
}
