import { getCurrentUser } from '../../actions/get-current-user.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { UserAnswer } from './account-schemas.ts';
import { presentUser } from './present-account.ts';

export function getUser() {
  return endpoint({
    method: 'GET',
    path: '/2.0/user',
    operationId: 'getUser',
    summary: 'Get the current user',
    description: 'Whoever the credentials of the request belong to.',
    tag: 'Users',
    scopes: ['account'],
    schemas: {},
    responses: { 200: UserAnswer, 401: ErrorAnswer },
    async handle({ context, links }) {
      return presentUser(getCurrentUser(context), links);
    },
  });
}
