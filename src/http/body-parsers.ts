import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '../domain/error.ts';
import { unsupportedMediaType } from './framework-error.ts';

/** What a decoder puts in place of bytes that are no text, and how it looks when somebody means it. */
const replacement = '\uFFFD';
const sentReplacement = /\uFFFD|%EF%BF%BD/i;

/** A route with this in its `config` takes no form: none can hold what its body has to. */
export const jsonAlone = Symbol('JSON alone');

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads JSON, forms, and bodies that do not say what they are, which count as JSON, as Bitbucket documents. */
export function registerBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) =>
    parseJson(body),
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (request.headers['content-type']) throw unsupportedMediaType();
    return parseJson(body);
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (jsonAlone in request.routeOptions.config) throw unsupportedMediaType();
      return parseForm(body);
    },
  );
}

function parseJson(bytes: Buffer): unknown {
  const body = decodeText(bytes);
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new ServiceError('invalid', `The body is not valid JSON: ${reason}`, { cause });
  }
}

function parseForm(bytes: Buffer): Record<string, unknown> {
  const body = decodeText(bytes);
  if (/^\s*[{[]/.test(body)) {
    throw new ServiceError('invalid', 'The body looks like JSON but was sent as a form.', {
      detail: "Add the header 'Content-Type: application/json' (with curl: -H 'Content-Type: application/json').",
    });
  }
  const form = new URLSearchParams(body);
  const isBroken = [...form].flat().some((text) => text.includes(replacement)) && !sentReplacement.test(body);
  if (isBroken) throw notUtf8();
  const members = Map.groupBy(form, ([name]) => name);
  // A member that is sent twice is an array, which no schema takes for a text.
  return Object.fromEntries(
    [...members].map(([name, sent]) => [name, sent.length === 1 ? sent[0]?.[1] : sent.map(([, value]) => value)]),
  );
}

/** Two keys that differ only in bytes that are no text would otherwise become the same. */
function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notUtf8();
  }
}

function notUtf8(): ServiceError {
  return new ServiceError('invalid', 'The body is not valid UTF-8.');
}
