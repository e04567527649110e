import { actingKinds, type BranchRestriction } from '../domain/branch-restriction.ts';
import type { CommitHash } from '../domain/commit-hash.ts';
import { coversBranch } from '../domain/covers-branch.ts';
import { ServiceError } from '../domain/error.ts';
import { matchesGlob, parseGlob } from '../domain/glob.ts';
import type { MergeRules } from '../domain/merge-check.ts';
import type { Repository } from '../domain/repository.ts';
import type { RequiredBuilds } from '../domain/required-builds.ts';
import { mainBranchOf } from './branches.ts';
import type { ActionContext } from './context.ts';

/** Where a commit is to come into. */
export interface MergeTarget {
  readonly branch: string;
  /** Where the branch is; absent while nobody knows. */
  readonly head?: CommitHash | undefined;
  /** Absent while nobody has told which one is to come. */
  readonly commit?: CommitHash | undefined;
}

export interface RulesOfBranch extends MergeRules {
  /** Whether the merge of a pull request has to obey them. */
  readonly isEnforced: boolean;
}

/**
 * How many changed files are held to patterns, each to each, at most: some dozen milliseconds. A change that is larger counts as one
 * that touches everything.
 */
const maxComparisons = 100_000;

/** What the branch asks for, of this very change. */
export async function rulesOfBranch(
  context: ActionContext,
  repository: Repository,
  target: MergeTarget,
): Promise<RulesOfBranch> {
  const { branchRestrictions, requiredBuilds } = context.store;
  const { id: repositoryId } = repository;
  const [restrictions, rules] = await Promise.all([
    branchRestrictions.listBranchRestrictionsOf({ repositoryId, kinds: actingKinds }),
    requiredBuilds.listRequiredBuilds({ repositoryId }),
  ]);
  const covering = await coveringOnes(context, repository, restrictions, target);
  const ofBranch = rules.filter(({ branch }) => matchesGlob(parseGlob(branch), target.branch));
  return {
    passingBuilds: covering.filter(({ kind }) => kind === 'require_passing_builds_to_merge'),
    isEnforced: covering.some(({ kind }) => kind === 'enforce_merge_checks'),
    requiredBuilds: await touchedOnes(context, repository, ofBranch, target),
  };
}

async function coveringOnes(
  context: ActionContext,
  repository: Repository,
  restrictions: readonly BranchRestriction[],
  { branch }: MergeTarget,
): Promise<readonly BranchRestriction[]> {
  // Which branch is the main one matters to few, and Git has to be asked.
  const goByMain = restrictions.some(({ branchType }) => branchType === 'development');
  const mainBranch = goByMain ? await mainBranchOf(context, repository) : '';
  return restrictions.filter((restriction) => coversBranch(restriction, { branch, mainBranch }));
}

/** Those that count whatever is changed, and those about files that are. */
async function touchedOnes(
  context: ActionContext,
  repository: Repository,
  rules: readonly RequiredBuilds[],
  target: MergeTarget,
): Promise<readonly RequiredBuilds[]> {
  if (rules.every(({ paths }) => paths === undefined)) return rules;
  const changed = await findChanges(context, repository, target);
  return rules.filter(({ paths }) => paths === undefined || touches(changed, paths));
}

/** Nobody gets around a rule because it cannot be told whether it counts: it does then. */
function touches(changed: readonly string[] | undefined, patterns: readonly string[]): boolean {
  if (changed === undefined || changed.length * patterns.length > maxComparisons) return true;
  const globs = patterns.map(parseGlob);
  return changed.some((path) => globs.some((glob) => matchesGlob(glob, path)));
}

/** `undefined` when Git cannot tell, and when there are none: the branch has the commit already, whatever that has changed. */
async function findChanges(
  { commitSource }: ActionContext,
  { gitDirectory }: Repository,
  { head, commit }: MergeTarget,
): Promise<readonly string[] | undefined> {
  if (gitDirectory === undefined || head === undefined || commit === undefined) return undefined;
  try {
    const changed = await commitSource.listChangedPaths({ gitDirectory, base: head, commit });
    return changed?.length === 0 ? undefined : changed;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'unavailable') return undefined;
    throw error;
  }
}
