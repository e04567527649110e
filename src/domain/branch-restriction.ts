import { clip } from './clip.ts';
import { type FieldErrors, invalidFields, ServiceError } from './error.ts';

/** Everything that Bitbucket documents. All are kept; those of `actingKinds` are acted on. */
export const restrictionKinds = [
  'push',
  'delete',
  'force',
  'restrict_merges',
  'require_tasks_to_be_completed',
  'require_approvals_to_merge',
  'require_review_group_approvals_to_merge',
  'require_default_reviewer_approvals_to_merge',
  'require_no_changes_requested',
  'require_passing_builds_to_merge',
  'require_commits_behind',
  'reset_pullrequest_approvals_on_change',
  'smart_reset_pullrequest_approvals',
  'reset_pullrequest_changes_requested_on_change',
  'require_all_dependencies_merged',
  'enforce_merge_checks',
  'allow_auto_merge_when_builds_pass',
  'require_all_comments_resolved',
] as const;

export type RestrictionKind = (typeof restrictionKinds)[number];

/** What decides whether a pull request may be merged here: the others are about what Signalbox does not keep. */
export const actingKinds = [
  'require_passing_builds_to_merge',
  'enforce_merge_checks',
] as const satisfies RestrictionKind[];

export const branchMatchKinds = ['glob', 'branching_model'] as const;

export const branchTypes = ['feature', 'bugfix', 'release', 'hotfix', 'development', 'production'] as const;

export type BranchType = (typeof branchTypes)[number];

export const maxPatternLength = 255;

/** How many users, and how many groups, one restriction may name. */
export const maxExempt = 100;

/** Of the kinds that count something, the least that they may be told. */
const leastValues: Partial<Record<RestrictionKind, number>> = {
  require_approvals_to_merge: 1,
  require_default_reviewer_approvals_to_merge: 1,
  require_passing_builds_to_merge: 1,
  require_commits_behind: 0,
};

const maxValue = 1000;

/** A user or a group that is excepted, by the texts that named it. */
export type ExemptReference = Readonly<Record<string, string>>;

/** What people say of a restriction. */
export interface BranchRestrictionSettings {
  readonly kind: RestrictionKind;
  readonly branchMatchKind: (typeof branchMatchKinds)[number];
  /** Of those that go by the branching model. */
  readonly branchType?: BranchType | undefined;
  /** Of those that go by glob; else empty. */
  readonly pattern: string;
  /** Of the kinds that count something. */
  readonly value?: number | undefined;
  readonly users: readonly ExemptReference[];
  readonly groups: readonly ExemptReference[];
}

export interface BranchRestriction extends BranchRestrictionSettings {
  /** Counts from 1 in its repository; none is given twice. */
  readonly id: number;
}

/**
 * The settings without what means nothing beside the others, as Bitbucket keeps them. Throws invalid where something is missing
 * that the kind, or the way to match, needs.
 */
export function completeRestriction<Settings extends BranchRestrictionSettings>(settings: Settings): Settings {
  const isGlob = settings.branchMatchKind === 'glob';
  const wrong = {
    ...(isGlob && settings.pattern === '' && { pattern: required }),
    ...(!isGlob && settings.branchType === undefined && { branch_type: required }),
    ...wrongValue(settings),
  };
  if (Object.keys(wrong).length > 0) throw invalidFields(wrong);
  return {
    ...settings,
    branchType: isGlob ? undefined : settings.branchType,
    pattern: isGlob ? settings.pattern : '',
    value: settings.kind in leastValues ? settings.value : undefined,
  };
}

const required = ['This field is required.'] as const;

function wrongValue({ kind, value }: BranchRestrictionSettings): FieldErrors {
  const least = leastValues[kind];
  if (least === undefined) return {};
  if (value === undefined) return { value: required };
  if (value >= least && value <= maxValue) return {};
  return { value: [`Ensure this value is a whole number from ${least} to ${maxValue}.`] };
}

/** The answer for one that there is not, with the number as it was sent. */
export function restrictionNotFound(fullName: string, sent: string | number): ServiceError {
  return new ServiceError('not_found', `There is no branch restriction ${clip(String(sent))} in ${fullName}.`);
}

/** The answer to a second one of a kind for the same branches. */
export function restrictionIsTaken(): ServiceError {
  return new ServiceError('conflict', 'A branch restriction of this kind already exists for these branches.', {
    detail:
      'The combination of kind and pattern, or kind and branch type, is unique. Change the one that is there with PUT.',
  });
}
