import { Type } from 'typebox';
import { Link } from '../schemas.ts';

const account = {
  type: Type.Literal('user'),
  uuid: Type.String(),
  display_name: Type.String(),
  nickname: Type.String(),
  account_id: Type.String(),
  links: Type.Object({ avatar: Link }),
};

/** Somebody who stands inside another object. */
export const AccountReference = Type.Object(account, { description: 'Somebody who signed in by that name.' });

export const UserAnswer = Type.Object(
  {
    ...account,
    username: Type.String(),
    account_status: Type.String(),
    created_on: Type.String({ format: 'date-time' }),
  },
  { description: 'Whoever makes the request.' },
);
