import { type Static, Type } from 'typebox';
import { forkPolicies } from '../../domain/repository-settings.ts';
import { maxSlugLength } from '../../domain/slug.ts';
import { Link, optionalObject, optionalSwitch, optionalText } from '../schemas.ts';
import { WorkspaceReference } from '../workspaces/workspace-schemas.ts';

const maxDescriptionLength = 4096;
const maxBranchLength = 255;
const maxProjectKeyLength = 62;
const maxProjectNameLength = 255;

/** What a request says of a repository. `null` unsets a member. Members not named here are ignored. */
export const RepositoryBody = Type.Object(
  {
    name: optionalText(maxSlugLength, 'What people call it. Another name gives it another slug.'),
    description: optionalText(maxDescriptionLength, 'What it is for.'),
    language: optionalText(maxSlugLength, 'The programming language.'),
    website: optionalText(maxDescriptionLength, 'Where to read more about it.'),
    is_private: optionalSwitch('Whether it is meant for its own people alone.'),
    has_issues: optionalSwitch('Whether it has an issue tracker.'),
    has_wiki: optionalSwitch('Whether it has a wiki.'),
    fork_policy: Type.Optional(
      Type.Unsafe<(typeof forkPolicies)[number] | '' | null>({
        enum: [...forkPolicies, '', null],
        description: 'Who may fork it.',
      }),
    ),
    scm: Type.Optional(
      Type.Unsafe<'git' | '' | null>({ enum: ['git', '', null], description: '`git` is the only kind.' }),
    ),
    project: optionalObject({
      key: optionalText(maxProjectKeyLength, 'In upper case.'),
      name: optionalText(maxProjectNameLength, 'Of a project with another key: its key, unless told.'),
    }),
    mainbranch: optionalObject({ name: optionalText(maxBranchLength, 'A Git directory knows its own.') }),
  },
  { examples: [{ description: 'What our builds are about', is_private: true, scm: 'git' }] },
);

export type RepositoryBody = Static<typeof RepositoryBody>;

/** A repository that stands inside another object. */
export const RepositoryReference = Type.Object({
  type: Type.Literal('repository'),
  full_name: Type.String(),
  links: Type.Object({ self: Link, html: Link, avatar: Link }),
  name: Type.String(),
  uuid: Type.String(),
});

const Owner = Type.Object(
  {
    type: Type.Literal('team'),
    uuid: Type.String(),
    username: Type.String(),
    display_name: Type.String(),
    links: Type.Object({ self: Link, html: Link, avatar: Link }),
  },
  { description: 'The workspace, as the owner.' },
);

export const RepositoryAnswer = Type.Object(
  {
    type: Type.Literal('repository'),
    uuid: Type.String(),
    full_name: Type.String(),
    name: Type.String(),
    slug: Type.String(),
    description: Type.String(),
    is_private: Type.Boolean(),
    scm: Type.Literal('git'),
    has_issues: Type.Boolean(),
    has_wiki: Type.Boolean(),
    fork_policy: Type.Unsafe<(typeof forkPolicies)[number]>({ type: 'string', enum: forkPolicies }),
    language: Type.String(),
    website: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
    size: Type.Integer(),
    parent: Type.Null({ description: 'No repository is a fork of another.' }),
    mainbranch: Type.Object({ type: Type.Literal('branch'), name: Type.String() }),
    owner: Owner,
    workspace: WorkspaceReference,
    project: Type.Object({
      type: Type.Literal('project'),
      key: Type.String(),
      uuid: Type.String(),
      name: Type.String(),
      links: Type.Object({ avatar: Link }),
    }),
    created_on: Type.String({ format: 'date-time' }),
    updated_on: Type.String({ format: 'date-time' }),
    links: Type.Object({
      self: Link,
      html: Link,
      avatar: Link,
      pullrequests: Link,
      commits: Link,
      branches: Link,
      tags: Link,
      clone: Type.Array(Link, { description: 'Where Bitbucket would have it; Signalbox serves no Git.' }),
    }),
  },
  { description: 'A repository: what commits and their statuses belong to.' },
);
