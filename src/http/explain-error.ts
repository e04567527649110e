import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { ServiceError } from '../domain/error.ts';
import { type ErrorEnvelope, presentError, presentInternalError, statusOfError } from './error-response.ts';
import { type ErrorSetting, toServiceError } from './framework-error.ts';

/** What the sender of a request is told of an error. */
export interface ErrorExplanation {
  readonly status: number;
  readonly envelope: ErrorEnvelope;
  readonly retryAfterSeconds: number | undefined;
}

/** Logs what the sender is not told, too. */
export type ExplainError = (thrown: unknown, request: FastifyRequest) => ErrorExplanation;

/** By status, where the error does not say it: how long a client may wait while the store is away. */
const retryAfterSeconds: Readonly<Record<number, number>> = { [statusOfError.unavailable]: 5 };

export function createErrorExplainer({ strict }: { readonly strict: boolean }): ExplainError {
  return (thrown, request) => {
    const error = translate(thrown, { request, strict });
    const status = statusOfError[error?.code ?? 'internal'];
    const id = randomUUID();
    if (status >= statusOfError.internal) request.log.error({ err: thrown, id }, 'request failed');
    const isShown = error !== undefined && error.code !== 'internal';
    return {
      status,
      envelope: isShown ? presentError(error) : presentInternalError(id),
      retryAfterSeconds: error?.retryAfterSeconds ?? retryAfterSeconds[status],
    };
  };
}

/** An error that cannot even be translated is a bug like any other. */
function translate(thrown: unknown, setting: ErrorSetting): ServiceError | undefined {
  try {
    return toServiceError(thrown, setting);
  } catch {
    return undefined;
  }
}
