import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { isBuildUrl } from '../domain/build-url.ts';
import { isStatusKey, isStorableText } from '../domain/commit-status.ts';
import { answerBrokenRequest, createErrorAnswer, type RenderErrorPage } from './answer-error.ts';
import { registerBodyParsers } from './body-parsers.ts';
import { refuseCrossSiteWrites } from './cross-site.ts';
import { resourceNotFound } from './error-response.ts';
import { readRequestTarget } from './request-target.ts';
import { registerForwardedPort, trustRanges } from './trusted-proxies.ts';

/** The largest body: far above a status whose members are all as long as they may be. */
const bodyLimitBytes = 64 * 1024;

/** How long a request may take to arrive, head and body: much for 64 KiB, little for a client that only holds the door. */
const requestTimeoutMs = 30_000;

/** A key of 255 characters outside ASCII takes 12 characters each when it is percent-encoded. */
const maxParamLength = 255 * 12;

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  readonly publicUrl: string | undefined;
  /** The proxies whose word counts for the origin of a request, as ranges of addresses. */
  readonly trustedProxies: readonly string[];
  /** What a person sees who asked for a page that is not there. */
  readonly renderErrorPage: RenderErrorPage;
}

/** An HTTP server without routes: how it reads bodies and paths, and how it says no. */
export function createApp({ logger, publicUrl, trustedProxies, renderErrorPage }: AppOptions): FastifyInstance {
  const isTrusted = trustRanges(trustedProxies);
  const answerError = createErrorAnswer(renderErrorPage);
  const app = fastify({
    loggerInstance: logger,
    // A line for each request costs as much as the request itself.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: trustedProxies.length > 0 && isTrusted,
    rewriteUrl: (request) => {
      const { host, url } = readRequestTarget(request.url ?? '/');
      if (host !== undefined) request.headers.host = host;
      return url;
    },
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength },
    frameworkErrors: answerError,
    clientErrorHandler: answerBrokenRequest,
    ajv: {
      customOptions: {
        // What was sent is taken as it is, and every wrong member is named at once.
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
      },
    },
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerError(resourceNotFound(), request, reply));
  registerForwardedPort(app, isTrusted);
  refuseCrossSiteWrites(app, publicUrl);
  registerBodyParsers(app);
  return app;
}
