import { accountOf } from '../../actions/account-of.ts';
import type { Account } from '../../domain/account.ts';
import { invalidFields } from '../../domain/error.ts';
import { isUuid } from '../../domain/repository.ts';
import { isSwitchedOn } from '../schemas.ts';
import type { PullRequestMembers } from './pull-request-schemas.ts';

/** The members of a pull request that a request speaks of. */
export function membersOf(body: PullRequestMembers) {
  const description = body.description === undefined ? body.summary?.raw : body.description;
  return {
    ...(body.title !== undefined && { title: body.title }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(body.draft !== undefined && { isDraft: isSwitchedOn(body.draft) }),
    ...(body.close_source_branch !== undefined && { closesSourceBranch: isSwitchedOn(body.close_source_branch) }),
    ...(body.reviewers !== undefined && { reviewers: body.reviewers.map(reviewerOf) }),
  };
}

function reviewerOf(sent: NonNullable<PullRequestMembers['reviewers']>[number]): Account {
  const name = sent.username ?? sent.nickname ?? sent.display_name;
  if (sent.uuid !== undefined && !isUuid(sent.uuid)) {
    throw invalidFields({ reviewers: [`'${sent.uuid.slice(0, 80)}' is not a UUID in braces.`] });
  }
  if (sent.uuid !== undefined) return { uuid: sent.uuid.toLowerCase(), name: name ?? sent.uuid.toLowerCase() };
  if (name === undefined) throw invalidFields({ reviewers: ['Name a reviewer by uuid or by username.'] });
  return accountOf({ name });
}
