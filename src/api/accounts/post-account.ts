import { createAccount } from '../../actions/create-account.ts';
import { parsePlace } from '../../domain/parse-place.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { AccountAnswer, AccountBody } from './account-schemas.ts';
import { presentAccount } from './present-account.ts';

export function postAccount() {
  return endpoint({
    method: 'POST',
    path: '/signalbox/1/accounts',
    operationId: 'createAccount',
    summary: 'Create an account',
    description:
      'For a person or for a service. This takes the scope `account:write` on the whole server; nobody gives a permission that they do not have themselves.',
    tag: 'Accounts',
    scopes: ['account:write'],
    schemas: { body: AccountBody },
    responses: { 201: AccountAnswer, 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, body, links }, reply) {
      const created = await createAccount(context, {
        name: body.name,
        kind: body.kind ?? 'user',
        displayName: body.display_name,
        email: body.email || undefined,
        permissions: body.permissions?.map(({ level, ...where }) => ({ level, place: parsePlace(where) })),
      });
      const answer = presentAccount(created, links);
      reply.status(201).header('location', answer.links.self.href);
      return answer;
    },
  });
}
