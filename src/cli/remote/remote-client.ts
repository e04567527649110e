import { clip } from '../../domain/clip.ts';
import { ServiceError } from '../../domain/error.ts';
import { toAnswerError } from './answer-error.ts';
import { toConnectionError } from './connection-error.ts';

export interface RemoteAnswer {
  readonly status: number;
  /** What the JSON says; absent of a 304. */
  readonly body: unknown;
  /** What `ifNoneMatch` takes. */
  readonly tag: string | undefined;
}

export interface RemoteQuestion {
  readonly ifNoneMatch?: string | undefined;
  /** For how long the server was asked to hold the answer back. */
  readonly heldMs?: number;
}

/** Asks one server, with the rights of one token. */
export interface RemoteClient {
  /**
   * Gives an answer with 200 or 304. Throws `unavailable` when it may be worth trying again: the server cannot be reached, has
   * no answer in time, or is in trouble; `rate_limited` when it wants to be left in peace; anything else for what will stay wrong.
   */
  get(path: string, question?: RemoteQuestion): Promise<RemoteAnswer>;
}

/** How long an answer may take that is not held back, unless told. */
const usualAnswerMs = 20_000;

export function createRemoteClient(
  server: string,
  token: string | undefined,
  { answerMs = usualAnswerMs }: { readonly answerMs?: number } = {},
): RemoteClient {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    async get(path, { ifNoneMatch, heldMs = 0 } = {}) {
      const headers = {
        accept: 'application/json',
        ...authorization,
        ...(ifNoneMatch && { 'if-none-match': ifNoneMatch }),
      };
      const signal = AbortSignal.timeout(heldMs + answerMs);
      try {
        // Wherever a redirect leads, the token is not for it.
        const answer = await fetch(`${server}${path}`, { headers, signal, redirect: 'manual' });
        return read(server, answer, await answer.text());
      } catch (error) {
        throw error instanceof ServiceError ? error : toConnectionError(server, error);
      }
    },
  };
}

function read(server: string, answer: Response, text: string): RemoteAnswer {
  const { status, headers } = answer;
  const tag = headers.get('etag') ?? undefined;
  if (status === 304) return { status, body: undefined, tag };
  const body = parseJson(text);
  if (status !== 200) throw toAnswerError(server, answer, body);
  if (body !== undefined) return { status, body, tag };
  throw new ServiceError('internal', `${server} answers what is no JSON: is it Signalbox? (received '${clip(text)}')`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
