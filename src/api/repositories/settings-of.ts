import { defaultRepositorySettings, type RepositorySettings } from '../../domain/repository-settings.ts';
import { isSwitchedOn } from '../schemas.ts';
import type { RepositoryBody } from './repository-schemas.ts';

/** The settings that a request speaks of. One that is null goes back to what it is by default. */
export function settingsOf(body: RepositoryBody): Partial<RepositorySettings> {
  const { name, description, language, website, mainbranch, project } = body;
  const key = project?.key?.toUpperCase();
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(language !== undefined && { language: language ?? '' }),
    ...(website !== undefined && { website: website ?? '' }),
    ...(body.is_private !== undefined && { isPrivate: isSwitchedOn(body.is_private) }),
    ...(body.has_issues !== undefined && { hasIssues: isSwitchedOn(body.has_issues) }),
    ...(body.has_wiki !== undefined && { hasWiki: isSwitchedOn(body.has_wiki) }),
    ...(body.fork_policy !== undefined && {
      forkPolicy: body.fork_policy ?? defaultRepositorySettings('').forkPolicy,
    }),
    ...(mainbranch?.name !== undefined && { mainBranch: mainbranch.name }),
    ...(key !== undefined && { project: { key, name: project?.name ?? key } }),
  };
}
