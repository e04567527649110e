import type { CommitStatusInContext } from '../../actions/commit-status-in-context.ts';
import { formatInstant } from '../../domain/instant.ts';
import { expandUrlTemplate, isUrlTemplate } from '../../domain/url-template.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitReference } from '../commits/present-commit.ts';
import { presentRepositoryReference, presentRepositoryVariables } from '../repositories/present-repository.ts';
import type { CommitStatusAnswer } from './commit-status-schemas.ts';

/** The whole object; its members stand in the order in which Bitbucket serves them. */
export function presentCommitStatus(shown: CommitStatusInContext, links: Links): CommitStatusAnswer {
  const { repository, commit, status } = shown;
  return {
    key: status.key,
    type: 'build',
    state: status.state,
    name: status.name,
    refname: status.refname ?? null,
    commit: presentCommitReference(repository, commit, links),
    url: presentUrl(shown, links),
    ...(isUrlTemplate(status.url) && { url_template: status.url }),
    repository: presentRepositoryReference(repository, links),
    description: status.description,
    uuid: status.uuid,
    created_on: formatInstant(status.createdOn),
    updated_on: formatInstant(status.updatedOn),
    links: {
      self: {
        href: links.apiCommitStatus(repository, commit.hash, status.key),
        ...(status.name !== '' && { name: status.name }),
      },
      commit: { href: links.apiCommit(repository, commit.hash), name: commit.hash.slice(0, 12) },
    },
  };
}

/** The url as it is shown anywhere: a template's variables are the members of the objects above. */
export function presentUrl({ repository, commit, status }: CommitStatusInContext, links: Links): string {
  if (!isUrlTemplate(status.url)) return status.url;
  return expandUrlTemplate(status.url, {
    repository: presentRepositoryVariables(repository, links),
    commit: presentCommitReference(repository, commit, links),
  });
}
