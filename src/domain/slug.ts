import { clip } from './clip.ts';
import { invalidFields, ServiceError } from './error.ts';

/** Bitbucket's limit for the name of a repository, and so for its slug. */
export const maxSlugLength = 62;
const slugPattern = /^[a-z0-9._-]+$/;

/** A slug in lower case. Throws invalid when the text cannot be one. */
export function parseSlug(what: string, text: string): string {
  const slug = text.toLowerCase();
  if (!isSlug(slug)) {
    throw new ServiceError(
      'invalid',
      `A ${what} slug is 1 to ${maxSlugLength} letters, digits, dots, hyphens and underscores (received '${clip(text)}').`,
    );
  }
  return slug;
}

/**
 * The slug of a repository with that name, as Bitbucket makes one: `My Widgets!` becomes `my-widgets`. Throws invalid for
 * a name that none can be made of.
 */
export function slugOfName(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (isSlug(slug)) return slug;
  const problem =
    slug.length > maxSlugLength ? `would be longer than ${maxSlugLength} characters` : 'needs a letter or a digit';
  throw invalidFields({ name: [`The slug that is made of a name ${problem} (received '${clip(name)}').`] });
}

function isSlug(text: string): boolean {
  return text.length <= maxSlugLength && slugPattern.test(text) && !/^\.+$/.test(text);
}
