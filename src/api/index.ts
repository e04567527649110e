import type { FastifyInstance } from 'fastify';
import { deleteConsumer, deleteToken } from './access-tokens/delete-token.ts';
import { getConsumer, getToken } from './access-tokens/get-token.ts';
import { listConsumers, listTokens } from './access-tokens/list-tokens.ts';
import { postConsumer, postToken } from './access-tokens/post-token.ts';
import { getAccount } from './accounts/get-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { postAccount } from './accounts/post-account.ts';
import { putAccount } from './accounts/put-account.ts';
import { putPassword } from './accounts/put-password.ts';
import { putPermission } from './accounts/put-permission.ts';
import { listAuditEvents } from './audit/list-audit-events.ts';
import { deleteBranchRestriction } from './branch-restrictions/delete-branch-restriction.ts';
import { getBranchRestriction } from './branch-restrictions/get-branch-restriction.ts';
import { listBranchRestrictions } from './branch-restrictions/list-branch-restrictions.ts';
import { postBranchRestriction } from './branch-restrictions/post-branch-restriction.ts';
import { putBranchRestriction } from './branch-restrictions/put-branch-restriction.ts';
import { getCombinedStatus } from './combined-statuses/get-combined-status.ts';
import { getCombinedStatuses } from './combined-statuses/get-combined-statuses.ts';
import { getLastGreen } from './combined-statuses/get-last-green.ts';
import { deleteStatus } from './commit-statuses/delete-status.ts';
import { getBuildStatus } from './commit-statuses/get-build-status.ts';
import { listCommitStatuses } from './commit-statuses/list-commit-statuses.ts';
import { listPullRequestStatuses } from './commit-statuses/list-pull-request-statuses.ts';
import { postBuildStatus } from './commit-statuses/post-build-status.ts';
import { postStatusBatch } from './commit-statuses/post-status-batch.ts';
import { putBuildStatus } from './commit-statuses/put-build-status.ts';
import { getCommit } from './commits/get-commit.ts';
import { listCommits, listCommitsOfRevision } from './commits/list-commits.ts';
import { type ApiContext, registerEndpoint } from './endpoint.ts';
import { followCommit } from './events/follow-commit.ts';
import { followPullRequest } from './events/follow-pull-request.ts';
import { followRepository } from './events/follow-repository.ts';
import { listAttempts } from './history/list-attempts.ts';
import { listCommitHistory } from './history/list-commit-history.ts';
import { listFlakiness } from './history/list-flakiness.ts';
import { getCommitMergeChecks, getPullRequestMergeChecks } from './merge-checks/get-merge-checks.ts';
import { getRequiredBuilds } from './merge-checks/get-required-builds.ts';
import { putRequiredBuilds } from './merge-checks/put-required-builds.ts';
import { postAccessToken } from './oauth/post-access-token.ts';
import { getPolicy } from './policies/get-policy.ts';
import { putPolicy } from './policies/put-policy.ts';
import { declinePullRequest } from './pull-requests/decline-pull-request.ts';
import { getPullRequest } from './pull-requests/get-pull-request.ts';
import { listPullRequestCommits } from './pull-requests/list-pull-request-commits.ts';
import { listPullRequests } from './pull-requests/list-pull-requests.ts';
import { mergePullRequest } from './pull-requests/merge-pull-request.ts';
import { postPullRequest } from './pull-requests/post-pull-request.ts';
import { putPullRequest } from './pull-requests/put-pull-request.ts';
import { getBranch, getTag } from './refs/get-ref.ts';
import { listBranches, listRefs, listTags } from './refs/list-refs.ts';
import { deleteRepository } from './repositories/delete-repository.ts';
import { getRepository } from './repositories/get-repository.ts';
import { listAllRepositories, listRepositories } from './repositories/list-repositories.ts';
import { postRepository } from './repositories/post-repository.ts';
import { putRepository } from './repositories/put-repository.ts';
import { getUser } from './users/get-user.ts';
import { listUserRepositoryPermissions } from './users/list-user-repository-permissions.ts';
import { listUserWorkspacePermissions } from './users/list-user-workspace-permissions.ts';
import { listUserWorkspaces } from './users/list-user-workspaces.ts';
import { deleteVoid } from './voids/delete-void.ts';
import { listVoids } from './voids/list-voids.ts';
import { putVoid } from './voids/put-void.ts';
import { deleteWebhook } from './webhooks/delete-webhook.ts';
import { getWebhook } from './webhooks/get-webhook.ts';
import { listWebhooks } from './webhooks/list-webhooks.ts';
import { postWebhook } from './webhooks/post-webhook.ts';
import { putWebhook } from './webhooks/put-webhook.ts';
import { getWorkspace } from './workspaces/get-workspace.ts';
import { listWorkspaces } from './workspaces/list-workspaces.ts';

/** Every operation, in the order of the documentation. */
const endpoints = [
  listCommitStatuses,
  postBuildStatus,
  getBuildStatus,
  putBuildStatus,
  postStatusBatch,
  listPullRequestStatuses,

  listCommitHistory,
  listAttempts,
  listFlakiness,
  followRepository,
  followCommit,
  followPullRequest,

  getCombinedStatus,
  getCombinedStatuses,
  getLastGreen,
  listVoids,
  putVoid,
  deleteVoid,
  deleteStatus,
  getPolicy,
  putPolicy,

  listCommits,
  listCommitsOfRevision,
  getCommit,

  listPullRequests,
  postPullRequest,
  getPullRequest,
  putPullRequest,
  listPullRequestCommits,
  declinePullRequest,
  mergePullRequest,

  listBranchRestrictions,
  postBranchRestriction,
  getBranchRestriction,
  putBranchRestriction,
  deleteBranchRestriction,

  getRequiredBuilds,
  putRequiredBuilds,
  getCommitMergeChecks,
  getPullRequestMergeChecks,

  listRefs,
  listBranches,
  getBranch,
  listTags,
  getTag,

  listAllRepositories,
  listRepositories,
  getRepository,
  postRepository,
  putRepository,
  deleteRepository,

  getUser,
  listUserWorkspaces,
  listUserWorkspacePermissions,
  listUserRepositoryPermissions,
  listWorkspaces,
  getWorkspace,

  listWebhooks,
  postWebhook,
  getWebhook,
  putWebhook,
  deleteWebhook,

  listAccounts,
  postAccount,
  getAccount,
  putAccount,
  putPermission,
  putPassword,

  listTokens,
  postToken,
  getToken,
  deleteToken,
  listConsumers,
  postConsumer,
  getConsumer,
  deleteConsumer,

  postAccessToken,

  listAuditEvents,
];

export function registerApi(app: FastifyInstance, context: ApiContext): void {
  for (const create of endpoints) registerEndpoint(app, context, create(context));
}
