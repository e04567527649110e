import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { isBuildUrl } from '../domain/build-url.ts';
import { isStatusKey, isStorableText } from '../domain/commit-status.ts';
import { answerBrokenRequest, createErrorAnswer, type ErrorAnswerOptions } from './answer-error.ts';
import { answerTogether } from './answer-together.ts';
import { registerBodyParsers } from './body-parsers.ts';
import { registerCookies } from './cookies.ts';
import { allowReading, openApiToOtherOrigins } from './cross-origin.ts';
import { type CrossSiteRules, refuseCrossSiteWrites } from './cross-site.ts';
import { resourceNotFound } from './error-response.ts';
import { lazyCompilers } from './lazy-compilers.ts';
import { refuseNullCharacters } from './null-characters.ts';
import { readRequestTarget } from './request-target.ts';
import { createTlsServer, type TlsCredentials } from './tls-server.ts';
import { registerForwardedPort, trustRanges } from './trusted-proxies.ts';

const limits = {
  /** The largest body: far above a status whose members are all as long as they may be. */
  bodyLimit: 64 * 1024,
  /** How long a request may take to arrive: long enough for the largest batch over a slow line, 8 MiB at 600 kbit/s. */
  requestTimeout: 120_000,
  /** How long its head may take, which even a slow line carries at once: little for a client that only holds the door. */
  http: { headersTimeout: 30_000 },
  routerOptions: {
    ignoreTrailingSlash: true,
    ignoreDuplicateSlashes: true,
    /** A key of 255 characters outside ASCII takes 12 characters each when it is percent-encoded. */
    maxParamLength: 255 * 12,
  },
} as const;

/** What was sent is taken as it is, and every wrong member is named at once. */
const validation = {
  coerceTypes: false,
  removeAdditional: false,
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  formats: {
    'build-url': (text: string) => text === '' || isBuildUrl(text),
    'public-build-url': (text: string) => text === '' || isBuildUrl(text, { strictHost: true }),
    'status-key': isStatusKey,
    text: isStorableText,
  },
} as const;

const textType = 'text/plain; charset=utf-8';

export interface AppOptions extends CrossSiteRules, ErrorAnswerOptions {
  readonly logger: FastifyBaseLogger;
  /** Whether browsers speak TLS, with this server or with a proxy in front of it. */
  readonly isReachedByTls: boolean;
  /** The proxies whose word counts for the origin of a request, as ranges of addresses. */
  readonly trustedProxies: readonly string[];
  /** What TLS is spoken with; without, plain HTTP is. */
  readonly tls?: TlsCredentials | undefined;
}

/** An HTTP server without routes: how it reads bodies and paths, whom it lets in, and how it says no. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const answerError = createErrorAnswer(options);
  const isTrusted = trustRanges(options.trustedProxies);
  const { requestTimeout, http } = limits;
  const app = fastify({
    ...limits,
    ...(options.tls && { serverFactory: createTlsServer(options.tls, { requestTimeout, ...http }) }),
    loggerInstance: options.logger,
    // A line for each request costs as much as the request itself.
    logController: new LogController({ disableRequestLogging: true }),
    // So does a logger of its own for each request; what is logged of one names its error instead.
    childLoggerFactory: (logger) => logger,
    trustProxy: options.trustedProxies.length > 0 && isTrusted,
    rewriteUrl,
    frameworkErrors: (error, request, reply) => answerError(error, request, allowReading(reply)),
    clientErrorHandler: answerBrokenRequest,
    ajv: { customOptions: validation },
    schemaController: { compilersFactory: lazyCompilers },
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerError(resourceNotFound(), request, reply));
  registerForwardedPort(app, isTrusted);
  await registerCookies(app, options);
  await openApiToOtherOrigins(app);
  refuseNullCharacters(app);
  refuseCrossSiteWrites(app, options);
  registerBodyParsers(app);
  nameEmptyAnswers(app);
  answerTogether(app);
  return app;
}

function rewriteUrl(request: IncomingMessage): string {
  const { host, url } = readRequestTarget(request.url ?? '/');
  if (host !== undefined) request.headers.host = host;
  return url;
}

/**
 * Clients read the type of every answer, even of those that hold nothing; nothing is no JSON, which they would then read. A
 * 304 speaks of what the client has already.
 */
function nameEmptyAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('content-type') && reply.statusCode !== 304) reply.type(textType);
    done();
  });
}
