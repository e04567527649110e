import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What browsers keep for this server. */
export type CookieName = 'session' | 'sign-in' | 'provider';

const decorator = 'isOverTls';

/** Makes the functions below work. Nothing is read of a request before somebody asks. */
export async function registerCookies(
  app: FastifyInstance,
  { isReachedByTls }: { readonly isReachedByTls: boolean },
): Promise<void> {
  await app.register(cookie, { hook: false });
  app.decorateRequest(decorator, {
    getter(this: FastifyRequest) {
      // A proxy that is trusted tells what it was reached by.
      return isReachedByTls || this.protocol === 'https';
    },
  });
}

export function readCookie(request: FastifyRequest, name: CookieName): string | undefined {
  const { cookie: header } = request.headers;
  return header === undefined ? undefined : request.server.parseCookie(header)[fullName(request, name)];
}

/** Without a lifetime, the browser forgets it when it is closed. */
export function setCookie(reply: FastifyReply, name: CookieName, value: string, lifetimeSeconds?: number): void {
  reply.setCookie(fullName(reply.request, name), value, {
    ...attributes(reply.request),
    ...(lifetimeSeconds !== undefined && { maxAge: lifetimeSeconds }),
  });
}

export function dropCookie(reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(fullName(reply.request, name), attributes(reply.request));
}

/** Under the prefix `__Host-`, a browser takes a cookie over TLS alone, and from no other host of the domain. */
function fullName(request: FastifyRequest, name: CookieName): string {
  return `${isOverTls(request) ? '__Host-' : ''}signalbox-${name}`;
}

/** No script can read it, and no other site can have a form sent along with it. */
function attributes(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isOverTls(request) } as const;
}

function isOverTls(request: FastifyRequest): boolean {
  return request.getDecorator<boolean>(decorator);
}
