import { clip } from './clip.ts';
import { invalidFields } from './error.ts';
import { maxSlugLength } from './slug.ts';

const namePattern = /^[A-Za-z0-9._-]+$/;

/** User names that stand for nobody in particular, or for somebody without a name. */
const reservedNames: readonly string[] = ['anonymous', 'x-token-auth', 'x-bitbucket-api-token-auth'];

/**
 * The name of an account to be created, in lower case: 1 to 62 letters, digits, dots, hyphens and underscores, so that it can
 * stand in a URL, before the colon of Basic authentication, and never be taken for an e-mail address. Throws invalid.
 */
export function parseAccountName(text: string): string {
  // Looked at before it is lowered: the sign for kelvin, say, becomes a plain k.
  if (text.length > maxSlugLength || !namePattern.test(text) || /^\.+$/.test(text)) {
    throw invalidFields({
      name: [
        `The name of an account is 1 to ${maxSlugLength} letters, digits, dots, hyphens and underscores (received '${clip(text)}').`,
      ],
    });
  }
  const name = text.toLowerCase();
  if (reservedNames.includes(name)) throw invalidFields({ name: [`The name '${name}' is reserved.`] });
  return name;
}
