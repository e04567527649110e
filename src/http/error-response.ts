import { type ErrorCode, ServiceError } from '../domain/error.ts';

/** The only place where a kind of failure becomes an HTTP status. */
export const statusOfError = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** Bitbucket's error envelope. Its 404 of a commit shows `data` twice, and clients read either. */
export interface ErrorEnvelope {
  readonly type: 'error';
  readonly error: {
    readonly message: string;
    readonly fields?: Readonly<Record<string, readonly string[]>>;
    /** A sentence for people, or, where scopes are missing, which are needed and which there are. */
    readonly detail?: string | NonNullable<ServiceError['scopes']>;
    readonly data?: Readonly<Record<string, unknown>>;
    /** Names the request in the server's log. */
    readonly id?: string;
  };
  readonly data?: Readonly<Record<string, unknown>>;
}

export function presentError({ message, fields, scopes, detail, data }: ServiceError): ErrorEnvelope {
  const shown = detail ?? scopes;
  const error = { message, ...(fields && { fields }), ...(shown && { detail: shown }), ...(data && { data }) };
  return { type: 'error', error, ...(data && { data }) };
}

/** The answer to a bug: a fixed sentence, and the name under which the log tells the rest. */
export function presentInternalError(id: string): ErrorEnvelope {
  return { type: 'error', error: { message: 'Something went wrong on the server. Its log says what.', id } };
}

/** Bitbucket's answer for a path that it does not serve. */
export function resourceNotFound(): ServiceError {
  return new ServiceError('not_found', 'Resource not found', {
    detail: 'There is nothing at this URL. The reference of the API is at /docs/api.',
  });
}
