import type { FastifyRequest } from 'fastify';
import { isApiPath } from './api-path.ts';
import { jsonAlone } from './body-parsers.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { isReading } from './is-reading.ts';

const accessToken = 'access_token';

/**
 * Whether credentials may come with the body, so that nobody can be asked for them before it is read: Bitbucket takes an access
 * token as a member of a form. Only where a request brings none in its header or its URL, which win.
 */
export function mayHoldCredentials(request: FastifyRequest): boolean {
  const { method, url, headers, routeOptions } = request;
  if (isReading(method) || !isApiPath(url) || jsonAlone in routeOptions.config) return false;
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
  return isForm && credentialsOf(request) === undefined;
}

/** Takes the access token out of the form, so that nobody sees it who works with the body. One that is sent twice is wrong. */
export function takeFormCredentials(request: FastifyRequest): Credentials | undefined {
  const { body } = request;
  if (typeof body !== 'object' || body === null || !(accessToken in body)) return undefined;
  const { [accessToken]: token, ...rest } = body;
  request.body = rest;
  return { token: typeof token === 'string' ? token : '' };
}
