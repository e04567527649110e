/** Who somebody is, as a provider of OpenID Connect says. */
export interface Identity {
  /** With the subject: how the provider calls somebody, and never anybody else. */
  readonly issuer: string;
  readonly subject: string;
  readonly email?: string | undefined;
  /** Whether the provider has found out that the address is theirs. */
  readonly isEmailVerified: boolean;
  /** What they would like to be called by; anything may stand in it. */
  readonly preferredName?: string | undefined;
  readonly displayName?: string | undefined;
}

/** What shows that somebody who comes back from the provider is the one who was sent there, and nobody who came by a link. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Where people sign in who need no password here. */
export interface IdentityProvider {
  /** What people know it by: its host. */
  readonly name: string;

  /** Where to send somebody who is to come back to that address, and what to keep meanwhile. Throws unavailable. */
  begin(callbackUrl: string): Promise<{ readonly url: string; readonly checks: SignInChecks }>;

  /**
   * Who came back, to the address with all its parameters. Throws forbidden when the provider has not let them in, or lets in
   * only once who has come before; unavailable when it does not answer, or not as it must.
   */
  finish(returned: { readonly url: string; readonly checks: SignInChecks }): Promise<Identity>;
}
