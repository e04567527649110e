import { Type } from 'typebox';
import { accountOf } from '../../actions/account-of.ts';
import { listRepositoryPermissions } from '../../actions/list-repository-permissions.ts';
import { type PermissionLevel, permissionLevels } from '../../domain/permission.ts';
import { repositoryFields } from '../../query/repository-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { presentRepositoryReference } from '../repositories/present-repository.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { ErrorAnswer } from '../schemas.ts';
import { fieldsInside, searchInside } from '../search-inside.ts';
import { AccountReference } from './account-schemas.ts';
import { presentAccount } from './present-account.ts';
import { permissionField } from './rank-fields.ts';

const fields = { permission: 'text', ...fieldsInside('repository', repositoryFields) } as const;
const permission = permissionField(permissionLevels);

const RepositoryPermission = Type.Object({
  type: Type.Literal('repository_permission'),
  permission: Type.Unsafe<PermissionLevel>({ type: 'string', enum: permissionLevels }),
  user: AccountReference,
  repository: RepositoryReference,
});

export function listUserRepositoryPermissions() {
  return endpoint({
    method: 'GET',
    path: '/2.0/user/permissions/repositories',
    operationId: 'listUserRepositoryPermissions',
    summary: 'List what the current user may do in repositories',
    description:
      'Those in which the user has a right, be it in the whole workspace or server; being public is none. A token shows what it may do itself.',
    tag: 'Users',
    scopes: ['account'],
    schemas: { querystring: Type.Object(searchParameters(fields)) },
    responses: { 200: pageOf(RepositoryPermission), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const search = searchInside('repository', parseSearch(query, fields, asked), permission);
      const { values, size } = await listRepositoryPermissions(context, search);
      const user = presentAccount(accountOf(context.caller), request.links);
      const shown = values.map(({ value, rank }) => ({
        type: 'repository_permission' as const,
        permission: permissionLevels[rank],
        user,
        repository: presentRepositoryReference(value, request.links),
      }));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
