import { type Closing, closePullRequest } from './close-pull-request.ts';
import type { ActionContext } from './context.ts';
import { getOpenPullRequest, type PullRequestInContext } from './get-pull-request.ts';
import { getRepositoryToChange } from './get-repository.ts';

/** Throws not_found for the repository or the pull request, invalid when it is closed already. */
export async function declinePullRequest(
  context: ActionContext,
  input: Closing & { readonly reason: string },
): Promise<PullRequestInContext> {
  const repository = await getRepositoryToChange(context, input.address, ['pullrequest:write']);
  await getOpenPullRequest(context, repository, input.id);
  return closePullRequest(context, repository, input, { state: 'DECLINED', reason: input.reason });
}
