import { clip } from './clip.ts';
import { ServiceError } from './error.ts';
import type { Instant } from './instant.ts';
import type { RepositorySettings } from './repository-settings.ts';
import { parseSlug } from './slug.ts';

export interface Workspace {
  /** The store's own number for it; never shown. */
  readonly id: number;
  /** In braces and lower case, as Bitbucket shows UUIDs: `{11111111-2222-3333-4444-555555555555}`. */
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  readonly createdOn: Instant;
}

export interface Repository extends RepositorySettings {
  /** The store's own number for it; never shown. */
  readonly id: number;
  readonly uuid: string;
  readonly workspace: Workspace;
  readonly slug: string;
  /** The absolute path of the Git directory whose commits are the repository's; absent: any whole hash is accepted. */
  readonly gitDirectory?: string | undefined;
  readonly createdOn: Instant;
  /** When its settings were last changed. */
  readonly updatedOn: Instant;
}

/** How a request names a repository: each part a slug or a UUID in braces. */
export interface RepositoryAddress {
  readonly workspace: string;
  readonly slug: string;
}

const uuidPattern = /^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}$/i;

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

/** The answer to a write that names a repository as it was called before: reads still find it so. */
export function repositoryRenamed(address: RepositoryAddress, repository: Repository): ServiceError {
  return new ServiceError(
    'not_found',
    `The repository '${clip(address.workspace)}/${clip(address.slug)}' is now called '${fullName(repository)}'.`,
    { detail: 'The old name still answers for reading. Write to the new one.' },
  );
}

/** Bitbucket's answer for a workspace that is missing. */
export function workspaceNotFound(sent: string): ServiceError {
  return new ServiceError('not_found', `No workspace with identifier '${clip(sent)}'.`);
}
