import { createHmac, timingSafeEqual } from 'node:crypto';
import { isStorableText } from '../domain/commit-status.ts';
import { ServiceError } from '../domain/error.ts';

/** Under this name each form carries what shows that it comes from one of our pages. */
export const formTokenName = 'form_token';

/** Made of what the browser's cookie holds, so that only a page made for this browser has it; it tells nothing of the cookie. */
export function formTokenFor(secret: string): string {
  return digest(secret).toString('base64url');
}

/** Whether the form comes from a page that was made for the browser with that cookie. */
export function comesFromOurPage(body: unknown, secret: string): boolean {
  const sent = Buffer.from(textIn(body, formTokenName), 'base64url');
  const expected = digest(secret);
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

/** Throws forbidden for a form that another site may have made, or that was made for somebody who signed in before. */
export function requireOurPage(body: unknown, secret: string): void {
  if (comesFromOurPage(body, secret)) return;
  throw new ServiceError('forbidden', 'This form was not made for you.', {
    detail:
      'This form is out of date: somebody has signed in or out since. Go back, load the page again, and send it once more.',
  });
}

/** What was typed into a field; nothing where it is missing, was sent more than once, or cannot be text. */
export function textIn(body: unknown, name: string): string {
  const [text, ...others] = textsIn(body, name);
  return text !== undefined && others.length === 0 ? text : '';
}

/** The same for what can be chosen several times. */
export function textsIn(body: unknown, name: string): readonly string[] {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return [];
  const sent: readonly unknown[] = [Reflect.get(body, name)].flat();
  return sent.filter((text) => typeof text === 'string').filter(isStorableText);
}

function digest(secret: string): Buffer {
  return createHmac('sha256', secret).update('form').digest();
}
