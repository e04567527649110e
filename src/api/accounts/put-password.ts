import { Type } from 'typebox';
import { setPassword } from '../../actions/set-password.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { accountParameters, PasswordBody } from './account-schemas.ts';

export function putPassword() {
  return endpoint({
    method: 'PUT',
    path: '/signalbox/1/accounts/:name/password',
    operationId: 'setPassword',
    summary: 'Set the password of a user',
    description:
      'For signing in on pages; who was signed in is signed out everywhere. This takes the scope `account:write` on the whole server, and all that the user may do.',
    tag: 'Accounts',
    scopes: ['account:write'],
    schemas: { params: accountParameters, body: PasswordBody },
    responses: { 204: Type.Null(), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body }, reply) {
      await setPassword(context, { account: params.name, password: body.password });
      reply.status(204);
    },
  });
}
