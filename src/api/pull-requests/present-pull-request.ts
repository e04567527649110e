import type { PullRequestInContext } from '../../actions/get-pull-request.ts';
import type { CommitHash } from '../../domain/commit-hash.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { PullRequestEnd } from '../../domain/pull-request.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitHash } from '../commits/present-commit.ts';
import { presentRenderedText } from '../rendered-text.ts';
import { presentRepositoryReference } from '../repositories/present-repository.ts';
import { presentAccount } from '../users/present-account.ts';

/** The whole object. */
export function presentPullRequest({ repository, pullRequest }: PullRequestInContext, links: Links) {
  const self = links.apiPullRequest(repository, pullRequest.id);
  const reviewers = pullRequest.reviewers.map((reviewer) => presentAccount(reviewer, links));
  return {
    type: 'pullrequest' as const,
    id: pullRequest.id,
    title: pullRequest.title,
    description: pullRequest.description,
    rendered: {
      title: presentRenderedText(pullRequest.title),
      description: presentRenderedText(pullRequest.description),
      reason: presentRenderedText(pullRequest.reason),
    },
    summary: presentRenderedText(pullRequest.description),
    state: pullRequest.state,
    draft: pullRequest.isDraft,
    queued: false,
    author: presentAccount(pullRequest.author, links),
    source: presentEnd(repository, pullRequest.source, links),
    destination: presentEnd(repository, pullRequest.destination, links),
    merge_commit: presentCommitIfKnown(repository, pullRequest.mergeCommit, links),
    // Signalbox keeps neither.
    comment_count: 0,
    task_count: 0,
    close_source_branch: pullRequest.closesSourceBranch,
    closed_by: pullRequest.closedBy === undefined ? null : presentAccount(pullRequest.closedBy, links),
    reason: pullRequest.reason,
    reviewers,
    participants: reviewers.map((user) => ({
      type: 'participant' as const,
      user,
      role: 'REVIEWER' as const,
      approved: false,
      state: null,
      participated_on: null,
    })),
    created_on: formatInstant(pullRequest.createdOn),
    updated_on: formatInstant(pullRequest.updatedOn),
    links: {
      self: { href: self },
      html: { href: links.pullRequestPage(repository, pullRequest.id) },
      commits: { href: `${self}/commits` },
      statuses: { href: `${self}/statuses` },
      decline: { href: `${self}/decline` },
      merge: { href: `${self}/merge` },
    },
  };
}

function presentEnd(repository: Repository, { branch, commit }: PullRequestEnd, links: Links) {
  return {
    branch: { name: branch },
    commit: presentCommitIfKnown(repository, commit, links),
    repository: presentRepositoryReference(repository, links),
  };
}

function presentCommitIfKnown(repository: Repository, commit: CommitHash | undefined, links: Links) {
  return commit === undefined ? null : presentCommitHash(repository, commit, links);
}
