import { clip } from './clip.ts';
import { ServiceError } from './error.ts';

/** Bitbucket's limit for the name of a repository, and so for its slug. */
export const maxSlugLength = 62;
const slugPattern = /^[a-z0-9._-]+$/;

/** A slug in lower case. Throws invalid when the text cannot be one. */
export function parseSlug(what: string, text: string): string {
  const slug = text.toLowerCase();
  if (slug.length > maxSlugLength || !slugPattern.test(slug) || /^\.+$/.test(slug)) {
    throw new ServiceError(
      'invalid',
      `A ${what} slug is 1 to ${maxSlugLength} letters, digits, dots, hyphens and underscores (received '${clip(text)}').`,
    );
  }
  return slug;
}

/** The slug of a repository with that name, as Bitbucket makes one: `My Widgets!` becomes `my-widgets`. */
export function slugOfName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
