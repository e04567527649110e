import { type Static, Type } from 'typebox';
import { scopes } from '../../domain/scope.ts';
import { placeMembers } from '../accounts/account-schemas.ts';
import { Link, optionalText } from '../schemas.ts';

export const tokenParameters = Type.Object({
  id: Type.String({
    description: 'The id, with or without braces.',
    examples: ['11111111-2222-3333-4444-555555555555'],
  }),
});

/** A form sends one value as a text. */
const someTexts = { type: ['array', 'string'], items: { type: 'string' } };

const nameLength = 255;

const members = {
  account: optionalText(nameLength, 'Whose it is: a name, an e-mail address or a UUID; your own, unless told.'),
  name: optionalText(nameLength, 'What you call it.'),
  ...placeMembers,
  scopes: Type.Unsafe<string | readonly string[]>({
    ...someTexts,
    minItems: 1,
    description: `What it is good for: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`,
  }),
  keys: Type.Optional(
    Type.Unsafe<string | readonly string[] | null>({
      ...someTexts,
      type: [...someTexts.type, 'null'],
      description: 'Patterns of the keys that it may report builds under, e.g. `ci/*`; any key, unless told.',
    }),
  ),
  expires: optionalText(nameLength, '`12h`, `90d`, `2w`, `1y`, or an ISO date or time; never, unless told.'),
};

export const TokenBody = Type.Object(members, {
  examples: [
    {
      account: 'jane',
      repository: 'my-workspace/my-repo',
      scopes: ['buildstatus:write'],
      keys: ['ci/*'],
      expires: '90d',
    },
  ],
});

export type TokenBody = Static<typeof TokenBody>;

export const ConsumerBody = Type.Object(members, {
  examples: [{ account: 'jane', workspace: 'my-workspace', scopes: ['repository', 'pullrequest:write'] }],
});

const Moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

const answer = {
  id: Type.String(),
  name: Type.String(),
  account: Type.String({ description: 'The name of the account that it belongs to.' }),
  repository: Type.Union([Type.String(), Type.Null()]),
  workspace: Type.Union([Type.String(), Type.Null()], { description: 'Null, as the repository: the whole server.' }),
  scopes: Type.Array(Type.String()),
  keys: Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'Null: any key.' }),
  created_on: Type.String({ format: 'date-time' }),
  expires_on: Moment,
  last_used_on: Moment,
  revoked_on: Moment,
  links: Type.Object({ self: Link }),
};

export const TokenAnswer = Type.Object(
  { type: Type.Literal('access_token'), ...answer },
  { description: 'What lets its holder do something; never with its secret.' },
);

export const CreatedToken = Type.Object(
  { ...TokenAnswer.properties, token: Type.String({ description: 'The secret, which is shown this once.' }) },
  { description: 'A new access token.' },
);

const consumer = {
  type: Type.Literal('oauth_consumer'),
  ...answer,
  key: Type.String({ description: 'What OAuth 2 calls `client_id`; the same as the id.' }),
};

export const ConsumerAnswer = Type.Object(consumer, { description: 'An OAuth 2 client; never with its secret.' });

export const CreatedConsumer = Type.Object(
  { ...consumer, secret: Type.String({ description: 'What OAuth 2 calls `client_secret`, shown this once.' }) },
  { description: 'A new OAuth 2 client.' },
);
