import { ServiceError } from './error.ts';
import type { Instant } from './instant.ts';

export interface Workspace {
  /** In braces and lower case, as Bitbucket shows UUIDs: `{11111111-2222-3333-4444-555555555555}`. */
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
}

export interface Repository {
  /** The store's own number for it; never shown. */
  readonly id: number;
  readonly uuid: string;
  readonly workspace: Workspace;
  readonly slug: string;
  readonly name: string;
  /** The absolute path of the Git directory whose commits are the repository's; absent: any whole hash is accepted. */
  readonly gitDirectory?: string | undefined;
  readonly createdOn: Instant;
}

/** How a request names a repository: each part a slug or a UUID in braces. */
export interface RepositoryAddress {
  readonly workspace: string;
  readonly slug: string;
}

const uuidPattern = /^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}$/i;

/** Bitbucket's limit for the name of a repository. */
const maxSlugLength = 62;
const slugPattern = /^[a-z0-9._-]+$/;

/** First path segments that are the server's own, so that pages at `/{workspace}/{repo_slug}` cannot hide them. */
const reservedWorkspaces = new Set([
  '2.0',
  'api',
  'assets',
  'docs',
  'healthz',
  'metrics',
  'readyz',
  'signalbox',
  'site',
]);

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** Wraps a bare UUID in the braces that are part of it on Bitbucket. */
export function bracedUuid(uuid: string): string {
  return `{${uuid}}`;
}

/** The slugs of a repository to be created, in lower case. Throws invalid when one cannot be a slug. */
export function parseNewRepositoryAddress(address: RepositoryAddress): RepositoryAddress {
  const parsed = { workspace: parseSlug('workspace', address.workspace), slug: parseSlug('repository', address.slug) };
  if (reservedWorkspaces.has(parsed.workspace)) {
    throw new ServiceError(
      'invalid',
      `The workspace name '${parsed.workspace}' is reserved for the server's own pages.`,
    );
  }
  return parsed;
}

/** Reads `WORKSPACE/SLUG` as people type it. Throws invalid for anything else. */
export function parseFullName(text: string): RepositoryAddress {
  const [workspace, slug, ...rest] = text.split('/');
  if (!workspace || !slug || rest.length > 0) {
    throw new ServiceError(
      'invalid',
      `Name a repository as WORKSPACE/SLUG, like acme/widgets (received '${clip(text)}').`,
    );
  }
  return { workspace, slug };
}

export function fullName(repository: Repository): string {
  return `${repository.workspace.slug}/${repository.slug}`;
}

/** Bitbucket's answer for a repository that is missing or hidden. */
export function repositoryNotFound(address: RepositoryAddress): ServiceError {
  return new ServiceError(
    'not_found',
    'You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.',
    { detail: `There is no repository '${clip(address.workspace)}/${clip(address.slug)}' on this server.` },
  );
}

function parseSlug(what: string, text: string): string {
  const slug = text.toLowerCase();
  if (slug.length > maxSlugLength || !slugPattern.test(slug) || /^\.+$/.test(slug)) {
    throw new ServiceError(
      'invalid',
      `A ${what} slug is 1 to ${maxSlugLength} letters, digits, dots, hyphens and underscores (received '${clip(text)}').`,
    );
  }
  return slug;
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
