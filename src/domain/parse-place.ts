import { ServiceError } from './error.ts';
import type { PlaceAddress } from './located-place.ts';
import { parseFullName } from './repository.ts';

/** How people name where a right counts: a repository, a workspace, or, naming neither, the whole server. Throws invalid for both. */
export function parsePlace({
  repository,
  workspace,
}: {
  readonly repository?: string | null | undefined;
  readonly workspace?: string | null | undefined;
}): PlaceAddress {
  if (repository === '' || workspace === '') {
    // A variable of a script that is not set must not give rights on the whole server.
    throw new ServiceError('invalid', 'A repository or a workspace has a name: leave it out for the whole server.');
  }
  if (repository && workspace) {
    throw new ServiceError(
      'invalid',
      'Name a repository or a workspace, not both: the repository says which workspace.',
    );
  }
  if (repository) return { kind: 'repository', repository: parseFullName(repository) };
  return workspace ? { kind: 'workspace', workspace } : { kind: 'server' };
}
