import { ServiceError } from './error.ts';

/** The answer to credentials that nobody has, or that count no more, in Bitbucket's words. */
export function wrongCredentials(): ServiceError {
  return new ServiceError('unauthenticated', 'Token is invalid, expired, or not supported for this endpoint.', {
    detail: 'Send an access token as the password of Basic authentication, or as a Bearer token.',
  });
}

/** The answer to an access token that an OAuth 2 client has held for too long: clients know these words, too. */
export function expiredAccessToken(): ServiceError {
  return new ServiceError(
    'unauthenticated',
    'Access token expired. Use your refresh token to obtain a new access token.',
  );
}
