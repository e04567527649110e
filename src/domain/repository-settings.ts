export const forkPolicies = ['allow_forks', 'no_public_forks', 'no_forks'] as const;

/** What people say about a repository. Signalbox keeps it for the clients that read it, and acts on none of it yet. */
export interface RepositorySettings {
  readonly name: string;
  readonly description: string;
  readonly isPrivate: boolean;
  readonly hasIssues: boolean;
  readonly hasWiki: boolean;
  readonly forkPolicy: (typeof forkPolicies)[number];
  readonly language: string;
  readonly website: string;
  /** As it was told; a Git directory knows its own. */
  readonly mainBranch?: string | undefined;
  readonly project: Project;
}

/** The folder of a workspace in which Bitbucket keeps a repository. */
export interface Project {
  readonly key: string;
  readonly name: string;
}

/** The settings that a request speaks of, and what it says of the project. */
export type RepositorySettingsChange = Partial<Omit<RepositorySettings, 'project'>> & {
  readonly project?: Partial<Project>;
};

/** The project after a change. Another key means another project, which the old name is not the name of. */
export function changeProject(project: Project, { key = project.key, name }: Partial<Project> = {}): Project {
  return { key, name: name ?? (key === project.key ? project.name : key) };
}

/** The branch of a repository for which nobody has said which is the main one. */
export const assumedMainBranch = 'main';

/** What is true of a repository of which nothing was said but its name. The project is Bitbucket's own first one. */
export function defaultRepositorySettings(name: string): RepositorySettings {
  return {
    name,
    description: '',
    isPrivate: false,
    hasIssues: false,
    hasWiki: false,
    forkPolicy: 'allow_forks',
    language: '',
    website: '',
    project: { key: 'PROJ', name: 'Untitled project' },
  };
}
