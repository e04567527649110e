import { accountOf } from '../../actions/account-of.ts';
import type { ToldEnd } from '../../actions/pull-request-ends.ts';
import type { AccountReference } from '../../domain/account.ts';
import { invalidFields } from '../../domain/error.ts';
import { normaliseRefname } from '../../domain/refname.ts';
import { isUuid } from '../../domain/repository.ts';
import { isSwitchedOn } from '../schemas.ts';
import type { EndInRequest, PullRequestMembers } from './pull-request-schemas.ts';

/** The members of a pull request that a request speaks of. */
export function membersOf(body: PullRequestMembers) {
  const description = body.description === undefined ? body.summary?.raw : body.description;
  return {
    ...(body.title !== undefined && { title: body.title }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(body.draft !== undefined && { isDraft: isSwitchedOn(body.draft) }),
    ...(body.close_source_branch !== undefined && { closesSourceBranch: isSwitchedOn(body.close_source_branch) }),
    ...(body.reviewers !== undefined && { reviewers: reviewersOf(body.reviewers ?? []) }),
  };
}

/** An end that a request speaks of. */
export function endOf({ branch: { name }, commit, repository }: EndInRequest): ToldEnd {
  return {
    branch: normaliseRefname(name) ?? name,
    commit: commit?.hash ?? undefined,
    repository: { fullName: repository?.full_name, uuid: repository?.uuid },
  };
}

type Reviewers = NonNullable<PullRequestMembers['reviewers']>;

/** Each of them once. */
function reviewersOf(sent: Reviewers): readonly AccountReference[] {
  return [...new Map(sent.map(reviewerOf).map((reviewer) => [reviewer.uuid, reviewer])).values()];
}

function reviewerOf(sent: Reviewers[number]): AccountReference {
  const name = sent.username ?? sent.nickname ?? sent.display_name;
  if (sent.uuid !== undefined && !isUuid(sent.uuid)) {
    throw invalidFields({ reviewers: [`'${sent.uuid.slice(0, 80)}' is not a UUID in braces.`] });
  }
  if (sent.uuid !== undefined) return { uuid: sent.uuid.toLowerCase(), name: name ?? sent.uuid.toLowerCase() };
  if (name === undefined) throw invalidFields({ reviewers: ['Name a reviewer by uuid or by username.'] });
  return accountOf({ name });
}
