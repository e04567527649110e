import type { Repository } from '../domain/repository.ts';
import type { ActionContext } from './context.ts';

/** All repositories of the server, by workspace and slug. */
export function listRepositories({ store }: Pick<ActionContext, 'store'>): Promise<readonly Repository[]> {
  return store.repositories.listRepositories();
}
