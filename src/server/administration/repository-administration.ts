import { addRepository } from '../../actions/add-repository.ts';
import { listRepositories } from '../../actions/list-repositories.ts';
import { removeRepository } from '../../actions/remove-repository.ts';
import type { Repository, RepositoryAddress } from '../../domain/repository.ts';
import type { PolicyChanges, RepositoryPolicy } from '../../domain/repository-policy.ts';
import { resolveGitDirectory } from '../../git/git-directory.ts';
import { type AdministrationContext, allOfThem } from './administration-context.ts';

export interface RepositoryAdministration {
  /** `gitPath` is a bare repository or a working tree. See `actions/add-repository.ts` for what is refused. */
  addRepository(input: {
    readonly address: RepositoryAddress;
    readonly gitPath?: string | undefined;
    readonly isPrivate?: boolean | undefined;
    readonly policy?: PolicyChanges | undefined;
  }): Promise<{ readonly repository: Repository; readonly added: boolean }>;
  listRepositories(): Promise<readonly Repository[]>;
  removeRepository(address: RepositoryAddress): Promise<Repository>;
  /** By the numbers of the repositories; of those that have anything switched on. */
  listPolicies(): Promise<ReadonlyMap<number, RepositoryPolicy>>;
}

export function administerRepositories(context: AdministrationContext): RepositoryAdministration {
  return {
    async addRepository({ gitPath, ...input }) {
      const gitDirectory = gitPath === undefined ? undefined : await resolveGitDirectory(gitPath);
      return addRepository(context, { ...input, gitDirectory });
    },
    async listRepositories() {
      const { values } = await listRepositories(context, allOfThem);
      return values;
    },
    removeRepository: (address) => removeRepository(context, address),
    async listPolicies() {
      const policies = await context.store.policies.listPolicies();
      return new Map(policies.map(({ repositoryId, policy }) => [repositoryId, policy]));
    },
  };
}
