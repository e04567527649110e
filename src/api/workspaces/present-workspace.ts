import { formatInstant } from '../../domain/instant.ts';
import type { Workspace } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';

/** The short form in which a workspace stands inside other objects. */
export function presentWorkspaceReference(workspace: Workspace, links: Links) {
  return {
    type: 'workspace' as const,
    uuid: workspace.uuid,
    name: workspace.name,
    slug: workspace.slug,
    links: {
      self: { href: links.apiWorkspace(workspace) },
      html: { href: links.workspacePage(workspace) },
      avatar: { href: links.workspaceAvatar(workspace) },
    },
  };
}

export function presentWorkspace(workspace: Workspace, links: Links) {
  const reference = presentWorkspaceReference(workspace, links);
  return {
    ...reference,
    is_private: false,
    created_on: formatInstant(workspace.createdOn),
    links: {
      ...reference.links,
      repositories: { href: `${links.origin}/2.0/repositories/${workspace.slug}` },
    },
  };
}

/** A workspace as the owner of its repositories, which Bitbucket shows as an account of the kind `team`. */
export function presentOwner(workspace: Workspace, links: Links) {
  const { uuid, slug, name, links: shown } = presentWorkspaceReference(workspace, links);
  return { type: 'team' as const, uuid, username: slug, display_name: name, links: shown };
}
