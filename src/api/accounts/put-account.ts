import { changeAccount } from '../../actions/change-account.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, isSwitchedOn } from '../schemas.ts';
import { AccountAnswer, AccountChanges, accountParameters } from './account-schemas.ts';
import { presentAccount } from './present-account.ts';

export function putAccount() {
  return endpoint({
    method: 'PUT',
    path: '/signalbox/1/accounts/:name',
    operationId: 'updateAccount',
    summary: 'Update an account',
    description:
      'Changes the members that are sent. Who is made inactive is signed out everywhere, and none of their tokens counts any more. This takes the scope `account:write` on the whole server.',
    tag: 'Accounts',
    scopes: ['account:write'],
    schemas: { params: accountParameters, body: AccountChanges },
    responses: { 200: AccountAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const { display_name: displayName, email, is_active: isActive } = body;
      const changed = await changeAccount(context, {
        account: params.name,
        displayName,
        email: email === '' ? null : email,
        isActive: isActive === undefined ? undefined : isSwitchedOn(isActive),
      });
      return presentAccount(changed, links);
    },
  });
}
