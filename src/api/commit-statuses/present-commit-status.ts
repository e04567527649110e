import type { CommitStatusInContext } from '../../actions/commit-status-in-context.ts';
import type { Commit } from '../../domain/commit.ts';
import type { CommitStatus } from '../../domain/commit-status.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Repository } from '../../domain/repository.ts';
import { expandUrlTemplate, isUrlTemplate } from '../../domain/url-template.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitReference } from '../commits/present-commit.ts';
import { presentRepositoryReference, presentRepositoryVariables } from '../repositories/present-repository.ts';
import type { CommitStatusAnswer } from './commit-status-schemas.ts';

/** The whole object; its members stand in the order in which Bitbucket serves them. */
export function presentCommitStatus({ repository, commit, status }: CommitStatusInContext, links: Links) {
  return createStatusPresenter(repository, commit, links)(status);
}

/** The same for all statuses of a commit: what they share is made once. */
export function createStatusPresenter(
  repository: Repository,
  commit: Commit,
  links: Links,
): (status: CommitStatus) => CommitStatusAnswer {
  const commitReference = presentCommitReference(repository, commit, links);
  const repositoryReference = presentRepositoryReference(repository, links);
  const commitLink = { href: commitReference.links.self.href, name: commit.hash.slice(0, 12) };
  return (status) => ({
    key: status.key,
    type: 'build',
    state: status.state,
    name: status.name,
    refname: status.refname ?? null,
    commit: commitReference,
    url: presentUrl({ repository, commit, status }, links),
    ...(isUrlTemplate(status.url) && { url_template: status.url }),
    repository: repositoryReference,
    description: status.description,
    uuid: status.uuid,
    created_on: formatInstant(status.createdOn),
    updated_on: formatInstant(status.updatedOn),
    links: {
      self: {
        href: links.apiCommitStatus(repository, commit.hash, status.key),
        ...(status.name !== '' && { name: status.name }),
      },
      commit: commitLink,
    },
  });
}

/** The url as it is shown anywhere: a template's variables are the members of the objects above. */
export function presentUrl(
  {
    repository,
    commit,
    status,
  }: Omit<CommitStatusInContext, 'status'> & { readonly status: Pick<CommitStatus, 'url'> },
  links: Links,
): string {
  if (!isUrlTemplate(status.url)) return status.url;
  return expandUrlTemplate(status.url, {
    repository: presentRepositoryVariables(repository, links),
    commit: presentCommitReference(repository, commit, links),
  });
}
