import { addRepository } from '../actions/add-repository.ts';
import { listRepositories } from '../actions/list-repositories.ts';
import { removeRepository } from '../actions/remove-repository.ts';
import type { StoreConfig } from '../config/store-config.ts';
import { everything } from '../domain/everything.ts';
import { createSystemClock } from '../domain/instant.ts';
import type { Repository, RepositoryAddress } from '../domain/repository.ts';
import { resolveGitDirectory } from '../git/git-directory.ts';
import { openStore } from './open-store.ts';

/** What administrators do straight on the store, also while servers run on it. */
export interface Administration extends AsyncDisposable {
  /** `gitPath` is a bare repository or a working tree. See `actions/add-repository.ts` for what is refused. */
  addRepository(input: {
    readonly address: RepositoryAddress;
    readonly gitPath?: string | undefined;
    readonly isPrivate?: boolean | undefined;
  }): Promise<{ readonly repository: Repository; readonly added: boolean }>;
  listRepositories(): Promise<readonly Repository[]>;
  removeRepository(address: RepositoryAddress): Promise<Repository>;
}

/** Makes the store where it is missing. */
export async function openAdministration(config: StoreConfig): Promise<Administration> {
  const store = await openStore(config);
  const context = { store, clock: createSystemClock(), caller: { grants: everything } };
  return {
    async addRepository({ gitPath, ...input }) {
      const gitDirectory = gitPath === undefined ? undefined : await resolveGitDirectory(gitPath);
      return addRepository(context, { ...input, gitDirectory });
    },
    async listRepositories() {
      const { values } = await listRepositories(context, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
      return values;
    },
    removeRepository: (address) => removeRepository(context, address),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
