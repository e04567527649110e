import { tokenVariable } from '../../config/environment.ts';
import { clip } from '../../domain/clip.ts';
import { type ErrorCode, ServiceError } from '../../domain/error.ts';
import { printable } from '../printable.ts';

const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  408: 'unavailable',
  409: 'conflict',
  429: 'rate_limited',
};

/** What to do about it, where the server cannot know. */
const advice: Readonly<Partial<Record<ErrorCode, string>>> = {
  unauthenticated: ` Set ${tokenVariable} to an access token that counts.`,
  forbidden: ` Set ${tokenVariable} to an access token with these rights.`,
};

/** Why a server did not answer as it should have; `body` is its JSON. */
export function toAnswerError(server: string, { status, headers }: Response, body: unknown): ServiceError {
  const target = headers.get('location');
  if (status >= 300 && status < 400) {
    const where = target === null ? '' : ` to ${clip(target)}`;
    return new ServiceError('invalid', `${server} redirects${where}: name the server by where it is.`);
  }
  const code = codes[status] ?? (status >= 500 ? 'unavailable' : 'internal');
  const said = messageIn(body);
  const retryAfter = Number(headers.get('retry-after') ?? Number.NaN);
  return new ServiceError(code, `${server} answers ${status}${said && `: ${said}`}${advice[code] ?? ''}`, {
    ...(retryAfter >= 0 && { retryAfterSeconds: retryAfter }),
    ...(isObject(body) && isObject(body.data) && { data: body.data }),
  });
}

/** The message of Bitbucket's error envelope, with the scopes that it names. */
function messageIn(body: unknown): string {
  if (!isObject(body) || !isObject(body.error) || typeof body.error.message !== 'string') return '';
  const { message, detail } = body.error;
  const required = isObject(detail) && Array.isArray(detail.required) ? ` (${detail.required.join(', ')})` : '';
  return printable(`${message.slice(0, maxLength)}${required}`);
}

/** A sentence or two, whatever stands in front of the server. */
const maxLength = 500;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
