import type { FastifyError, FastifyRequest } from 'fastify';
import { invalidFields, ServiceError } from '../domain/error.ts';
import { resourceNotFound, statusOfError } from './error-response.ts';
import { toFieldErrors } from './field-errors.ts';

/** What the words depend on, beside the error. */
export interface ErrorSetting {
  readonly request: FastifyRequest;
  readonly strict: boolean;
}

/** What Fastify itself refuses, by its own error codes, in words for the sender. */
const known: Readonly<Record<string, (error: FastifyError, setting: ErrorSetting) => ServiceError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (_error, { request }) => bodyTooLarge(request.routeOptions.bodyLimit),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new ServiceError('invalid', 'The body is not as long as its Content-Length says.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => unsupportedMediaType(),
  FST_ERR_BAD_URL: () => new ServiceError('invalid', 'The URL holds a percent sign that encodes nothing.'),
  FST_ERR_VALIDATION: validationError,
};

const mebibyte = 1024 * 1024;

/** Statuses of Fastify and its plugins that say that there is nothing at the path; 414 is for a part of it that is too long. */
const nothingThere: readonly number[] = [403, 404, 414];

/** The failure that may be told to the sender; `undefined` when the error is a bug of ours. */
export function toServiceError(error: unknown, setting: ErrorSetting): ServiceError | undefined {
  if (error instanceof ServiceError) return error;
  if (!(error instanceof Error)) return undefined;
  const fastifyError = error as FastifyError;
  const translated = known[fastifyError.code]?.(fastifyError, setting);
  if (translated !== undefined) return translated;
  const { statusCode = statusOfError.internal, message } = fastifyError;
  if (nothingThere.includes(statusCode)) return resourceNotFound();
  const isClientError = statusCode >= statusOfError.invalid && statusCode < statusOfError.internal;
  return isClientError ? new ServiceError('invalid', message) : undefined;
}

export function unsupportedMediaType(): ServiceError {
  return new ServiceError('unsupported_media_type', 'The Content-Type of the body is not one that this server reads.', {
    detail: "Send JSON with the header 'Content-Type: application/json'.",
  });
}

function bodyTooLarge(limit: number): ServiceError {
  const size = limit < mebibyte ? `${limit / 1024} KiB` : `${limit / mebibyte} MiB`;
  return new ServiceError('too_large', `The body is larger than ${size}.`);
}

function validationError({ validation = [] }: FastifyError, { strict }: ErrorSetting): ServiceError {
  const fields = toFieldErrors(validation, strict);
  return Object.keys(fields).length > 0
    ? invalidFields(fields)
    : new ServiceError('invalid', 'The body must be a JSON object.');
}
