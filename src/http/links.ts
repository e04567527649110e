import type { AccountReference } from '../domain/account.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import { rememberLast } from '../domain/remember-last.ts';
import { fullName, type Repository, type Workspace } from '../domain/repository.ts';

/** The absolute addresses of everything that a link can lead to, under one origin. */
export interface Links {
  readonly origin: string;
  apiWorkspace(workspace: Workspace): string;
  workspacePage(workspace: Workspace): string;
  workspaceAvatar(workspace: Workspace): string;
  accountAvatar(account: AccountReference): string;
  apiRepository(repository: Repository): string;
  apiCommit(repository: Repository, commit: CommitHash): string;
  apiCommitStatuses(repository: Repository, commit: CommitHash): string;
  apiCommitStatus(repository: Repository, commit: CommitHash, key: string): string;
  combinedStatus(repository: Repository, commit: CommitHash): string;
  apiStatusVoid(repository: Repository, commit: CommitHash, key: string): string;
  repositoryPage(repository: Repository): string;
  repositoryAvatar(repository: Repository): string;
  commitPage(repository: Repository, commit: CommitHash): string;
  apiBranchRestriction(repository: Repository, id: number): string;
  apiPullRequest(repository: Repository, id: number): string;
  pullRequestPage(repository: Repository, id: number): string;
}

/** They depend on the origin alone, which is nearly always the same. */
export const createLinks = rememberLast((origin: string): Links => {
  const links: Links = {
    origin,
    apiWorkspace: ({ slug }) => `${origin}/2.0/workspaces/${slug}`,
    workspacePage: ({ slug }) => `${origin}/${slug}`,
    workspaceAvatar: (workspace) => `${links.workspacePage(workspace)}/avatar.svg`,
    accountAvatar: ({ name }) => `${origin}/signalbox/avatars/${encodeURIComponent(name)}.svg`,
    apiRepository: (repository) => `${origin}/2.0/repositories/${fullName(repository)}`,
    apiCommit: (repository, commit) => `${links.apiRepository(repository)}/commit/${commit}`,
    apiCommitStatuses: (repository, commit) => `${links.apiCommit(repository, commit)}/statuses`,
    apiCommitStatus: (repository, commit, key) =>
      `${links.apiCommitStatuses(repository, commit)}/build/${encodeURIComponent(key)}`,
    combinedStatus: (repository, commit) =>
      `${origin}/signalbox/1/repositories/${fullName(repository)}/commits/${commit}/combined-status`,
    apiStatusVoid: (repository, commit, key) =>
      `${origin}/signalbox/1/repositories/${fullName(repository)}/commits/${commit}/voids/${encodeURIComponent(key)}`,
    repositoryPage: (repository) => `${origin}/${fullName(repository)}`,
    repositoryAvatar: (repository) => `${links.repositoryPage(repository)}/avatar.svg`,
    commitPage: (repository, commit) => `${links.repositoryPage(repository)}/commits/${commit}`,
    apiBranchRestriction: (repository, id) => `${links.apiRepository(repository)}/branch-restrictions/${id}`,
    apiPullRequest: (repository, id) => `${links.apiRepository(repository)}/pullrequests/${id}`,
    pullRequestPage: (repository, id) => `${links.repositoryPage(repository)}/pull-requests/${id}`,
  };
  return links;
});
