import type { IDToken, UserInfoResponse } from 'openid-client';
import type { Identity } from '../domain/identity-provider.ts';

type Claims = Readonly<Record<string, unknown>>;

/** What is signed counts before what was told besides. Whatever is not what the standard says it is counts as not said. */
export function toIdentity(signed: IDToken, told: Partial<UserInfoResponse>): Identity {
  const { iss: issuer, sub: subject } = signed;
  // The address and whether it is theirs come from one place.
  const aboutEmail: Claims = textIn(signed, 'email') === undefined ? told : signed;
  return {
    issuer,
    subject,
    email: textIn(aboutEmail, 'email'),
    isEmailVerified: aboutEmail.email_verified === true,
    preferredName: textIn(signed, 'preferred_username') ?? textIn(told, 'preferred_username'),
    displayName: textIn(signed, 'name') ?? textIn(told, 'name'),
  };
}

function textIn(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
