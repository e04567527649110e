import { type Static, Type } from 'typebox';
import { buildStates } from '../../domain/build-state.ts';
import type { CommitStatusRules } from '../../domain/commit-status.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { Link, optionalText } from '../schemas.ts';
import { commitStatusExample } from './commit-status-example.ts';

/** The documentation's own example; it works as it stands on a fresh `signalbox dev`. */
const example = {
  key: 'MY-BUILD',
  state: 'SUCCESSFUL',
  description: '42 tests passed',
  url: 'https://www.example.org/my-build-result',
};

/** The members of a request, as one server wants them. `null` is an unset member. Members not named here are ignored. */
function members(rules: CommitStatusRules) {
  return {
    type: Type.Optional(
      Type.Unsafe<'build' | '' | null>({ enum: ['build', '', null], description: '`build` is the only type.' }),
    ),
    name: optionalText(rules.maxNameLength, 'What people call the build, e.g. `unit tests #12`.'),
    description: optionalText(rules.maxDescriptionLength, 'A sentence about the build, e.g. `42 tests passed`.'),
    refname: optionalText(
      rules.maxRefnameLength,
      'The branch that was built; it ties the status to the pull requests from that branch. `refs/heads/x` is taken as `x`.',
    ),
    buildNumber: Type.Optional(
      Type.Unknown({
        description:
          'Ours, and what Jenkins sends: the number of this run of the build, an integer from 0. A report of a lower number than one that was sent before is late: it goes into the history alone. Anything else counts as absent.',
      }),
    ),
  };
}

function state() {
  return Type.Unsafe<(typeof buildStates)[number]>({
    type: 'string',
    enum: buildStates,
    description: 'How the build stands.',
  });
}

function url({ requiresPublicHost, maxUrlLength }: CommitStatusRules) {
  const format = requiresPublicHost ? 'public-build-url' : 'build-url';
  const description =
    'Where to read more about the build: http or https. `{repository.…}` and `{commit.…}` name members of those objects and are expanded wherever the URL is shown, e.g. `https://foo.com/builds/{repository.full_name}`.';
  return { format, maxLength: maxUrlLength, description };
}

/** The body that creates or overwrites a status. */
export function commitStatusBody(rules: CommitStatusRules) {
  return Type.Object(
    {
      key: Type.Unsafe<string | number>({
        type: ['string', 'integer'],
        format: 'status-key',
        minLength: 1,
        maxLength: rules.maxKeyLength,
        // A larger number has lost its last digits before anybody sees it.
        minimum: Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Tells the builds of a commit apart; the same key overwrites.',
      }),
      state: state(),
      ...members(rules),
      url: rules.requiresUrl
        ? Type.Unsafe<string>({ type: 'string', minLength: 1, ...url(rules) })
        : Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...url(rules) })),
    },
    { examples: [example] },
  );
}

/** The body that changes the members it holds. */
export function commitStatusChanges(rules: CommitStatusRules) {
  return Type.Object(
    {
      state: Type.Optional(state()),
      ...members(rules),
      url: rules.requiresUrl
        ? Type.Optional(Type.Unsafe<string>({ type: 'string', minLength: 1, ...url(rules) }))
        : Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...url(rules) })),
    },
    { examples: [{ state: 'FAILED', description: '1 of 42 tests failed' }] },
  );
}

export const CommitReference = Type.Object({
  hash: Type.String({ description: 'The whole hash, also when the request abbreviated it.' }),
  links: Type.Object({ self: Link, html: Link }),
  type: Type.Literal('commit'),
  message: Type.Optional(Type.String({ description: 'Where the repository has a Git directory.' })),
  date: Type.Optional(Type.String({ format: 'date-time' })),
  author: Type.Optional(Type.Object({ type: Type.Literal('author'), raw: Type.String() })),
});

export const CommitStatusAnswer = Type.Object(
  {
    key: Type.String(),
    type: Type.Literal('build'),
    state: state(),
    name: Type.String({ description: '`""` when unset.' }),
    refname: Type.Unsafe<string | null>({ type: ['string', 'null'], description: '`null` when unset.' }),
    commit: CommitReference,
    url: Type.String({ description: 'With its variables expanded; `""` when unset.' }),
    url_template: Type.Optional(Type.String({ description: 'The url as it was sent, when it is a template.' })),
    repository: RepositoryReference,
    description: Type.String({ description: '`""` when unset.' }),
    uuid: Type.String({ description: 'Stable over overwrites.' }),
    created_on: Type.String({ format: 'date-time' }),
    updated_on: Type.String({ format: 'date-time' }),
    links: Type.Object({ self: Link, commit: Link }),
  },
  { description: 'The status of one build of one commit.', examples: [commitStatusExample] },
);

export type CommitStatusAnswer = Static<typeof CommitStatusAnswer>;
