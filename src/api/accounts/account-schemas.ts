import { type Static, Type } from 'typebox';
import { accountKinds } from '../../domain/account.ts';
import { permissionLevels } from '../../domain/permission.ts';
import { Link, optionalSwitch, optionalText } from '../schemas.ts';

export const accountParameters = Type.Object({
  name: Type.String({
    description: 'The name of the account, its e-mail address, or its UUID in braces.',
    examples: ['jane'],
  }),
});

const nameLength = 255;
const emailLength = 254;

/** Where something counts. */
export const placeMembers = {
  repository: optionalText(nameLength, 'Only in this repository, e.g. `acme/widgets`.'),
  workspace: optionalText(nameLength, 'Only in this workspace. Neither: on the whole server.'),
};

const details = {
  display_name: Type.Optional(Type.String({ maxLength: nameLength, description: 'What pages call it.' })),
  email: optionalText(emailLength, 'It can sign in with this, too. `null` removes it.'),
};

const levels = [...permissionLevels, 'none'] as const;

export const AccountBody = Type.Object(
  {
    name: Type.String({ description: '1 to 62 letters, digits, dots, hyphens and underscores.' }),
    kind: Type.Optional(
      Type.Unsafe<(typeof accountKinds)[number]>({
        enum: accountKinds,
        description: 'A `user` (unless told) has permissions; a `service` may do what its tokens say.',
      }),
    ),
    ...details,
    permissions: Type.Optional(
      Type.Array(
        Type.Object({
          level: Type.Unsafe<(typeof permissionLevels)[number]>({ enum: permissionLevels }),
          ...placeMembers,
        }),
        { maxItems: 100, description: 'What a user may do, and where.' },
      ),
    ),
  },
  { examples: [{ name: 'jane', display_name: 'Jane Doe', email: 'jane@example.org' }] },
);

export const AccountChanges = Type.Object(
  { ...details, is_active: optionalSwitch('Whether it may sign in, and its tokens count.') },
  { examples: [{ display_name: 'Jane Q. Doe' }] },
);

export type AccountChanges = Static<typeof AccountChanges>;

export const PermissionBody = Type.Object(
  {
    level: Type.Unsafe<(typeof levels)[number]>({ enum: levels, description: '`none` takes it away.' }),
    ...placeMembers,
  },
  { examples: [{ level: 'write', repository: 'my-workspace/my-repo' }] },
);

export const PasswordBody = Type.Object(
  { password: Type.String({ description: '12 to 1,024 characters.' }) },
  { examples: [{ password: 'correct horse battery staple' }] },
);

const account = {
  type: Type.Literal('account'),
  uuid: Type.String(),
  name: Type.String(),
  kind: Type.String({ description: '`user` or `service`.' }),
  display_name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  is_active: Type.Boolean(),
  created_on: Type.String({ format: 'date-time' }),
  links: Type.Object({ self: Link }),
};

/** As it stands in a list. */
export const AccountSummary = Type.Object(account, { description: 'Somebody whom the server knows.' });

const PermissionAnswer = Type.Object({
  level: Type.String({ description: '`read`, `write` or `admin`.' }),
  repository: Type.Union([Type.String(), Type.Null()]),
  workspace: Type.Union([Type.String(), Type.Null()], { description: 'Null, as the repository: on the whole server.' }),
});

export const AccountAnswer = Type.Object(
  { ...account, permissions: Type.Array(PermissionAnswer, { description: 'What a user may do, and where.' }) },
  { description: 'Somebody whom the server knows, and what they may do.' },
);
