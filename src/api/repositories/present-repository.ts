import { deriveUuid } from '../../actions/derive-uuid.ts';
import { formatInstant } from '../../domain/instant.ts';
import { fullName, type Repository } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';
import { moreMembers } from '../../query/select-fields.ts';
import { presentOwner, presentWorkspaceReference } from '../workspaces/present-workspace.ts';

/** The short form in which a repository stands inside other objects; `fields` may ask for the members of the long one. */
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
    [moreMembers]: () => presentMembers(repository, links),
  };
}

/** What the templates of urls may name. */
export function presentRepositoryVariables(repository: Repository, links: Links) {
  return { ...presentRepositoryReference(repository, links), ...presentMembers(repository, links) };
}

/** The whole object. Which branch is the main one, only Git may know. */
export function presentRepository(repository: Repository, mainBranch: string, links: Links) {
  const self = links.apiRepository(repository);
  return {
    ...presentRepositoryVariables(repository, links),
    mainbranch: { type: 'branch' as const, name: mainBranch },
    links: {
      self: { href: self },
      html: { href: links.repositoryPage(repository) },
      avatar: { href: links.repositoryAvatar(repository) },
      pullrequests: { href: `${self}/pullrequests` },
      commits: { href: `${self}/commits` },
      branches: { href: `${self}/refs/branches` },
      tags: { href: `${self}/refs/tags` },
      clone: [{ name: 'https', href: `${links.repositoryPage(repository)}.git` }],
    },
  };
}

/** What the short form leaves out. */
function presentMembers(repository: Repository, links: Links) {
  const { workspace } = repository;
  return {
    slug: repository.slug,
    description: repository.description,
    is_private: repository.isPrivate,
    scm: 'git' as const,
    has_issues: repository.hasIssues,
    has_wiki: repository.hasWiki,
    fork_policy: repository.forkPolicy,
    language: repository.language,
    website: repository.website === '' ? null : repository.website,
    // Signalbox keeps no files, and no repository is a fork of another.
    size: 0,
    parent: null,
    owner: presentOwner(workspace, links),
    workspace: presentWorkspaceReference(workspace, links),
    project: {
      type: 'project' as const,
      key: repository.project.key,
      uuid: deriveUuid('project', `${workspace.uuid}/${repository.project.key}`),
      name: repository.project.name,
      links: { avatar: { href: links.workspaceAvatar(workspace) } },
    },
    created_on: formatInstant(repository.createdOn),
    updated_on: formatInstant(repository.updatedOn),
  };
}
