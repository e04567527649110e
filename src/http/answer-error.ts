import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import { isApiPath } from './api-path.ts';
import { presentError, statusOfError } from './error-response.ts';
import { createErrorExplainer } from './explain-error.ts';

/** The HTML that tells a person what went wrong. */
export type RenderErrorPage = (
  problem: { readonly status: number; readonly message: string },
  request: FastifyRequest,
) => string;

export interface ErrorAnswerOptions {
  /** What a person sees who asked for a page that is not there. */
  readonly renderErrorPage: RenderErrorPage;
  /** Whether the texts are those of bitbucket.org, word by word; else they tell more. */
  readonly strict: boolean;
}

type AnswerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Answers with Bitbucket's error envelope, or with a page where a browser asked for one. */
export function createErrorAnswer({ renderErrorPage, strict }: ErrorAnswerOptions): AnswerError {
  const explain = createErrorExplainer({ strict });
  return (thrown, request, reply) => {
    const { status, envelope, retryAfterSeconds } = explain(thrown, request);
    reply.status(status);
    if (status === statusOfError.unauthenticated) challenge(request, reply);
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
    if (isApiPath(request.url) || !request.headers.accept?.includes('text/html')) return reply.send(envelope);
    const { message, detail } = { detail: undefined, ...envelope.error };
    const text = typeof detail === 'string' ? detail : message;
    // What a stranger may not see is there as soon as somebody has signed in.
    reply.header('cache-control', 'no-store');
    protectPage(reply);
    return reply.type('text/html; charset=utf-8').send(renderErrorPage({ status, message: text }, request));
  };
}

/** An error page of a path that nobody serves is framed and filled by nobody else either. */
function protectPage(reply: FastifyReply): void {
  if (reply.hasHeader('content-security-policy')) return;
  reply.headers({
    'content-security-policy':
      "default-src 'none';style-src 'self';img-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
  });
}

/** A script's request would make the browser ask for a password in a window of its own, and never get the answer. */
function challenge({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (headers['sec-fetch-dest'] !== 'empty') reply.header('www-authenticate', 'Basic realm="Signalbox"');
}

/** Node's own refusals of requests that never become one, as far as they tell something. */
const brokenRequests: Readonly<Record<string, { readonly status: string; readonly message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    message: 'The URL and the headers are too long.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', message: 'The request took too long to arrive.' },
};

/** Answers on the bare connection what Node could not read as an HTTP request. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, message } = brokenRequests[error.code ?? ''] ?? {
    status: '400 Bad Request',
    message: 'This is not an HTTP request that the server can read.',
  };
  const body = JSON.stringify(presentError(new ServiceError('invalid', message)));
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
