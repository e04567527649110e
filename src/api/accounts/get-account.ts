import { getAccount as get } from '../../actions/get-account.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { AccountAnswer, accountParameters } from './account-schemas.ts';
import { presentAccount } from './present-account.ts';

export function getAccount() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/accounts/:name',
    operationId: 'getAccount',
    summary: 'Get an account',
    description: 'With its permissions. This takes the scope `account:write` on the whole server.',
    tag: 'Accounts',
    scopes: ['account:write'],
    schemas: { params: accountParameters },
    responses: { 200: AccountAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentAccount(await get(context, params.name), links);
    },
  });
}
