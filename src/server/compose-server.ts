import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { ServiceContext } from '../actions/context.ts';
import { createAdministratorToken } from '../actions/create-administrator-token.ts';
import { presentUrl } from '../api/commit-statuses/present-commit-status.ts';
import type { ApiContext } from '../api/endpoint.ts';
import { registerApi } from '../api/index.ts';
import { collectOpenApi, serveOpenApi } from '../api/openapi.ts';
import { registerReference } from '../api/reference.ts';
import type { Config } from '../config/config.ts';
import type { OidcConfig } from '../config/oidc-config.ts';
import { readVersion } from '../config/version.ts';
import { defaultRules, strictRules } from '../domain/commit-status.ts';
import type { IdentityProvider } from '../domain/identity-provider.ts';
import { type Clock, createSystemClock } from '../domain/instant.ts';
import { GitCommitSource } from '../git/git-commit-source.ts';
import { GitRefSource } from '../git/git-ref-source.ts';
import { registerAuthentication } from '../http/authentication.ts';
import { createClosingSignal } from '../http/closing-signal.ts';
import { createApp } from '../http/create-app.ts';
import { type EventStreamTimes, usualEventStreamTimes } from '../http/event-stream.ts';
import { createErrorExplainer } from '../http/explain-error.ts';
import { createFindCallerAgain } from '../http/find-caller-again.ts';
import { Guesses, type Pause } from '../http/guesses.ts';
import { createIdentifyCaller } from '../http/identify-caller.ts';
import { createRequestCounter } from '../http/request-limits.ts';
import type { GroupCommitOptions } from '../sql/group-commit.ts';
import { registerWeb } from '../web/index.ts';
import { renderErrorPage } from '../web/render-error-page.tsx';
import type { SigningIn } from '../web/web-context.ts';
import { closeApp, trackConnections } from './close-app.ts';
import { createFindCaller, createFindClient } from './find-caller.ts';
import { followTlsFiles } from './follow-tls-files.ts';
import { registerHealth } from './health.ts';
import { keepPolicies } from './keep-policies.ts';
import { listen } from './listen.ts';
import { openStore } from './open-store.ts';
import { readTlsFiles } from './read-tls-files.ts';

/** A whole server, ready to listen. Disposing of it finishes the requests in flight and closes everything. */
export interface Server extends AsyncDisposable {
  readonly app: FastifyInstance;
  /** Only when the store had no token yet, and this once. */
  readonly administratorToken: string | undefined;
  /** Gives the base URL. */
  listen(): Promise<string>;
}

/** What tests and benchmarks put in place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly groupCommit?: GroupCommitOptions;
  /** How the answer to a guess waits. */
  readonly pause?: Pause;
  /** How the work in the background waits before it is done again. */
  readonly backgroundPause?: Pause;
  readonly eventStreams?: Partial<EventStreamTimes>;
}

/** Builds a server from its settings. When a part fails to open, those before it are closed again. */
export async function composeServer(config: Config, overrides: Overrides = {}): Promise<Server> {
  await using parts = new AsyncDisposableStack();
  const { transport } = config;
  // First: a start that fails after the administrator's token was made would never show it.
  const tls = transport.kind === 'https' ? await readTlsFiles(transport) : undefined;
  const store = parts.use(await openStore(config.store, overrides.groupCommit));
  const commitSource = parts.use(new GitCommitSource());
  const clock = overrides.clock ?? createSystemClock();
  const refSource = new GitRefSource();
  const service: ServiceContext = {
    store,
    clock,
    commitSource,
    refSource,
    createsRepositories: config.mode === 'dev',
    sharesStatuses: config.sharedStatuses,
  };
  const administratorToken = config.mode === 'serve' ? await createAdministratorToken({ store, clock }) : undefined;

  // Standard output is for the one line that scripts wait for.
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const app = await createApp({ ...config, logger, tls, believesEverybody: config.mode === 'dev', renderErrorPage });
  const connections = trackConnections(app);
  const closing = createClosingSignal(app);
  parts.defer(() => closeApp(app, connections));
  if (transport.kind === 'https' && tls) parts.use(followTlsFiles(app, transport, tls));
  const guesses = parts.use(new Guesses({ logger, pause: overrides.pause }));
  const countRequest = await createRequestCounter(app, config.rateLimits);
  const findCaller = createFindCaller(config, service);
  const identifyCaller = createIdentifyCaller({ findCaller, countRequest, guesses });
  const identifyClient = createIdentifyCaller({ findCaller: createFindClient(config, service), countRequest, guesses });
  registerAuthentication(app, identifyCaller);
  const provider = config.oidc && parts.use(await openProvider(config.oidc));
  const answering = {
    closing,
    findCallerAgain: createFindCallerAgain(findCaller),
    eventStreams: { ...usualEventStreamTimes, ...overrides.eventStreams },
    identifyClient,
  };
  await registerFaces(app, config, { ...service, ...answering, guesses, provider });
  registerHealth(app, store);
  parts.use(keepPolicies(service, { logger, pause: overrides.backgroundPause }));

  const opened = parts.move();
  return {
    app,
    administratorToken,
    listen: () => listen(app, config),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function openProvider(settings: OidcConfig): Promise<IdentityProvider & AsyncDisposable> {
  // The library is loaded by those alone who need it.
  const { createOpenIdProvider } = await import('../oidc/open-id-provider.ts');
  return createOpenIdProvider(settings);
}

/** Each face in a scope of its own, so that the headers of one do not reach the other. */
async function registerFaces(
  app: FastifyInstance,
  config: Config,
  { guesses, provider, ...context }: Omit<ApiContext, 'publicUrl' | 'rules' | 'explainError'> & SigningIn,
): Promise<void> {
  const { publicUrl } = config;
  const openApi = { version: readVersion(), publicUrl };
  const rules = config.strict ? strictRules : defaultRules;
  const api: ApiContext = { ...context, publicUrl, rules, explainError: createErrorExplainer(config) };
  await collectOpenApi(app, openApi);
  registerApi(app, api);
  serveOpenApi(app, openApi);
  registerReference(app);
  const signingIn = config.mode === 'serve' ? { guesses, provider } : undefined;
  await app.register((scope) => registerWeb(scope, { ...context, publicUrl, presentUrl, signingIn }));
}
