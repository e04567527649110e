import type { RepositoryAddress } from '../../domain/repository.ts';

/** The path of one of our own resources of a repository; `rest` begins without a slash. */
export function ownPath(repository: RepositoryAddress, rest: string): string {
  return `/signalbox/1/repositories/${nameOf(repository)}/${rest}`;
}

/** The same of Bitbucket's. */
export function bitbucketPath(repository: RepositoryAddress, rest: string): string {
  return `/2.0/repositories/${nameOf(repository)}/${rest}`;
}

/** Each part may be a UUID in braces. */
function nameOf({ workspace, slug }: RepositoryAddress): string {
  return `${encodeURIComponent(workspace)}/${encodeURIComponent(slug)}`;
}
