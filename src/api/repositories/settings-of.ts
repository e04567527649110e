import {
  defaultRepositorySettings,
  type Project,
  type RepositorySettingsChange,
} from '../../domain/repository-settings.ts';
import { isSwitchedOn } from '../schemas.ts';
import type { RepositoryBody } from './repository-schemas.ts';

const usual = defaultRepositorySettings('');

/** The settings that a request speaks of. One that is null goes back to what it is by default; no name is no new name. */
export function settingsOf(body: RepositoryBody): RepositorySettingsChange {
  const { name, description, language, website, mainbranch, project } = body;
  return {
    ...(name && { name }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(language !== undefined && { language: language ?? '' }),
    ...(website !== undefined && { website: website ?? '' }),
    ...(body.is_private !== undefined && { isPrivate: isSwitchedOn(body.is_private) }),
    ...(body.has_issues !== undefined && { hasIssues: isSwitchedOn(body.has_issues) }),
    ...(body.has_wiki !== undefined && { hasWiki: isSwitchedOn(body.has_wiki) }),
    ...(body.fork_policy !== undefined && { forkPolicy: body.fork_policy || usual.forkPolicy }),
    ...(mainbranch !== undefined && { mainBranch: mainbranch?.name || undefined }),
    ...(project !== undefined && { project: project === null ? usual.project : projectOf(project) }),
  };
}

function projectOf({ key, name }: NonNullable<RepositoryBody['project']>): Partial<Project> {
  return { ...(key && { key: key.toUpperCase() }), ...(name && { name }) };
}
