import { type Static, Type } from 'typebox';
import {
  type BranchRestrictionSettings,
  type BranchType,
  branchMatchKinds,
  branchTypes,
  maxExempt,
  maxPatternLength,
  type RestrictionKind,
  restrictionKinds,
} from '../../domain/branch-restriction.ts';
import { Link, optionalText } from '../schemas.ts';

const Kind = Type.Unsafe<RestrictionKind>({
  type: 'string',
  enum: [...restrictionKinds],
  description: 'What is restricted. `require_passing_builds_to_merge` and `enforce_merge_checks` are acted on.',
});

const MatchKind = Type.Unsafe<BranchRestrictionSettings['branchMatchKind']>({
  type: 'string',
  enum: [...branchMatchKinds],
  description: 'How branches are found: by `pattern`, unless told, or by `branch_type`.',
});

/** What may name a user, or a group. */
export const userMembers = ['type', 'uuid', 'account_id', 'username', 'nickname', 'display_name'];
export const groupMembers = ['type', 'slug', 'full_slug', 'name'];

const settings = {
  branch_match_kind: Type.Optional(MatchKind),
  branch_type: Type.Optional(
    Type.Unsafe<BranchType | null>({
      type: ['string', 'null'],
      enum: [...branchTypes, null],
      description: 'The branches of that type: `feature/…`, the main branch (`development`), and so on.',
    }),
  ),
  pattern: optionalText(
    maxPatternLength,
    'The branches of that name; `*` stands for any characters, slashes too, and alone for every branch.',
  ),
  value: Type.Optional(
    Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'How many, for the kinds that count: builds, approvals, commits.',
    }),
  ),
  users: exempt(userMembers, 'Who is excepted, of `push` and `restrict_merges`. They are kept.'),
  groups: exempt(groupMembers, 'The same for groups.'),
};

/** References of which those texts are kept. */
function exempt(members: readonly string[], description: string) {
  const text = Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'text', maxLength: 255 }));
  const reference = Type.Object(Object.fromEntries(members.map((name) => [name, text])));
  return Type.Optional(
    Type.Unsafe<readonly Readonly<Record<string, string | null>>[] | null>({
      type: ['array', 'null'],
      items: reference,
      maxItems: maxExempt,
      description,
    }),
  );
}

const example = { kind: 'require_passing_builds_to_merge', branch_match_kind: 'glob', pattern: 'main', value: 2 };

export const BranchRestrictionBody = Type.Object({ kind: Kind, ...settings }, { examples: [example] });

export const BranchRestrictionChanges = Type.Object(
  { kind: Type.Optional(Kind), ...settings },
  { examples: [{ value: 3 }] },
);

export type BranchRestrictionChanges = Static<typeof BranchRestrictionChanges>;

const Reference = Type.Record(Type.String(), Type.String());

export const BranchRestrictionAnswer = Type.Object(
  {
    type: Type.Literal('branchrestriction'),
    id: Type.Integer(),
    kind: Kind,
    branch_match_kind: MatchKind,
    branch_type: Type.Optional(Type.String({ description: 'Where branches are found by it.' })),
    pattern: Type.String({ description: 'Empty where branches are found by their type.' }),
    value: Type.Optional(Type.Integer({ description: 'Of the kinds that count.' })),
    users: Type.Array(Reference),
    groups: Type.Array(Reference),
    links: Type.Object({ self: Link }),
  },
  { description: 'What has to be true of branches, or of what is merged into them.' },
);
