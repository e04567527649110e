import type { DatabaseSync } from 'node:sqlite';
import type { WriteCommand, WriteResults } from '../write-command.ts';
import { prepareRepositoryRemoval } from './remove-repository.ts';
import { prepareAccessTokenWrites } from './write-access-token.ts';
import { prepareCommitStatusWrites } from './write-commit-status.ts';
import { preparePullRequestWrites } from './write-pull-request.ts';
import { prepareRepositoryWrites } from './write-repository.ts';
import { prepareWebhookWrites } from './write-webhook.ts';

export type CommandExecutor = (command: WriteCommand) => WriteResults[keyof WriteResults];

/** Executes one command inside the caller's transaction. */
export function prepareCommandExecutor(database: DatabaseSync): CommandExecutor {
  const commitStatuses = prepareCommitStatusWrites(database);
  const repositories = prepareRepositoryWrites(database);
  const removal = prepareRepositoryRemoval(database);
  const pullRequests = preparePullRequestWrites(database);
  const webhooks = prepareWebhookWrites(database);
  const accessTokens = prepareAccessTokenWrites(database);
  // A transaction that changes no row would not reach the disk, and so not notice that it is full.
  const touch = database.prepare('update migrations set applied_on = applied_on where number = 1');

  return (command) => {
    switch (command.kind) {
      case 'replace':
        return commitStatuses.replace(command);
      case 'update':
        return commitStatuses.update(command);
      case 'add_repository':
        return repositories.add(command.repository);
      case 'change_repository':
        return repositories.change(command);
      case 'add_pull_request':
        return pullRequests.add(command);
      case 'change_pull_request':
        return pullRequests.change(command);
      case 'move_pull_requests':
        return pullRequests.move(command);
      case 'add_webhook':
        return webhooks.add(command.repositoryId, command.webhook);
      case 'change_webhook':
        return webhooks.change(command);
      case 'remove_webhook':
        return webhooks.remove(command);
      case 'set_git_directory':
        return repositories.setGitDirectory(command.repositoryId, command.gitDirectory);
      case 'mark_repository_removed':
        return removal.markRemoved(command.repositoryId, command.at);
      case 'purge_removed_repositories':
        return removal.purge(command.limit);
      case 'add_first_access_token':
        return accessTokens.addFirst(command.token);
      case 'check_reachable':
        touch.run();
        return undefined;
    }
  };
}
