import { setPermission } from '../../actions/set-permission.ts';
import { parsePlace } from '../../domain/parse-place.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer } from '../schemas.ts';
import { AccountAnswer, accountParameters, PermissionBody } from './account-schemas.ts';
import { presentAccount } from './present-account.ts';

export function putPermission() {
  return endpoint({
    method: 'PUT',
    path: '/signalbox/1/accounts/:name/permissions',
    operationId: 'setPermission',
    summary: 'Set what a user may do somewhere',
    description:
      'In a repository, in a workspace, or on the whole server; other permissions stay as they are. This takes the scope `account:write` on the whole server, and nobody gives what they do not have.',
    tag: 'Accounts',
    scopes: ['account:write'],
    schemas: { params: accountParameters, body: PermissionBody },
    responses: { 200: AccountAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links }) {
      const { level, ...where } = body;
      const changed = await setPermission(context, {
        account: params.name,
        place: parsePlace(where),
        level: level === 'none' ? undefined : level,
      });
      return presentAccount(changed, links);
    },
  });
}
