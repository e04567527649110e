import { fullName, type Repository } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';

/** The short form in which a repository stands inside other objects. */
export function presentRepositoryReference(repository: Repository, links: Links) {
  return {
    type: 'repository' as const,
    full_name: fullName(repository),
    links: {
      self: { href: links.apiRepository(repository) },
      html: { href: links.repositoryPage(repository) },
      avatar: { href: links.repositoryAvatar(repository) },
    },
    name: repository.name,
    uuid: repository.uuid,
  };
}
