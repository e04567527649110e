const branchPrefix = 'refs/heads/';

/**
 * The bare branch name: `refs/heads/x` becomes `x`. Bitbucket keeps what it is sent, and then hides the status from the
 * pull request of that branch (jenkinsci/bitbucket-branch-source-plugin#945). An empty name counts as absent.
 */
export function normaliseRefname(refname: string): string | undefined {
  const bare = refname.startsWith(branchPrefix) ? refname.slice(branchPrefix.length) : refname;
  return bare === '' ? undefined : bare;
}
