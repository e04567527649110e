import { ServiceError } from '../../domain/error.ts';

/** A server that is being restarted, or a network that has hiccups: it may be worth trying again. */
const passing: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Why a server could not be asked: `unavailable` when that may pass, `invalid` when it will not. */
export function toConnectionError(server: string, cause: unknown): ServiceError {
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return new ServiceError('unavailable', `${server} does not answer.`, { cause });
  }
  const code = codeOf(cause);
  const reason = code ?? (cause instanceof Error ? cause.message : String(cause));
  return new ServiceError(
    code !== undefined && passing.has(code) ? 'unavailable' : 'invalid',
    `${server} cannot be reached: ${reason}.`,
    {
      cause,
    },
  );
}

/** `fetch` puts the reason beneath its own error, and that of several addresses beneath another. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const [first] = error instanceof AggregateError ? error.errors : [error.cause];
  return codeOf(first);
}
