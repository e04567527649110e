/** Every kind of failure that a caller can be told about. `http/error-response.ts` gives each its HTTP status. */
const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'unsupported_media_type',
  'rate_limited',
  'unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Input errors by the name of the wrong member; one message each, because clients print them one by one. */
export type FieldErrors = Readonly<Record<string, readonly [string]>>;

export interface ErrorDetails {
  readonly fields?: FieldErrors;
  /** A second sentence for people: what to do about it. */
  readonly detail?: string;
  /** The scopes that an operation needs, and those that the caller has where it would count. */
  readonly scopes?: { readonly required: readonly string[]; readonly granted: readonly string[] };
  /** Facts for machines, such as the hashes that were not found. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** After how long it is worth trying again. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A failure with a message that may be shown to whoever made the request. Anything else that is thrown is a bug. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors | undefined;
  readonly detail: string | undefined;
  readonly scopes: ErrorDetails['scopes'] | undefined;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.fields = details.fields;
    this.detail = details.detail;
    this.scopes = details.scopes;
    this.data = details.data;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** An input error; its message names every wrong field, as Bitbucket's does: `key: This field is required.` */
export function invalidFields(fields: FieldErrors): ServiceError {
  const message = Object.entries(fields)
    .map(([field, [text]]) => `${field}: ${text}`)
    .join(' ');
  return new ServiceError('invalid', message, { fields });
}
