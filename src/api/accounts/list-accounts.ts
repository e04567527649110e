import { Type } from 'typebox';
import { listAccounts as list } from '../../actions/list-accounts.ts';
import { pageOf, pageParameters, parsePage, presentCollection } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { AccountSummary } from './account-schemas.ts';
import { presentAccountSummary } from './present-account.ts';

export function listAccounts() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/accounts',
    operationId: 'listAccounts',
    summary: 'List the accounts',
    description: 'By name. This takes the scope `account:write` on the whole server.',
    tag: 'Accounts',
    scopes: ['account:write'],
    schemas: { querystring: Type.Object(pageParameters()) },
    responses: { 200: pageOf(AccountSummary), 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const { values, size } = await list(context, { offset: asked.offset, limit: asked.pagelen });
      const shown = values.map((account) => presentAccountSummary(account, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
