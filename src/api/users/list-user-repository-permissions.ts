import { Type } from 'typebox';
import { accountOf } from '../../actions/account-of.ts';
import { listRepositories } from '../../actions/list-repositories.ts';
import { requireSignIn } from '../../domain/access.ts';
import { emptyPage } from '../../query/page.ts';
import { repositoryFields } from '../../query/repository-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { presentRepositoryReference } from '../repositories/present-repository.ts';
import { RepositoryReference } from '../repositories/repository-schemas.ts';
import { ErrorAnswer } from '../schemas.ts';
import { fieldsInside, searchInside } from '../search-inside.ts';
import { AccountReference } from './account-schemas.ts';
import { highestMeets, repositoryPermissions } from './permission-levels.ts';
import { presentAccount } from './present-account.ts';

const fields = { permission: 'text', ...fieldsInside('repository', repositoryFields) } as const;
const common = { permission: highestMeets(repositoryPermissions) };

const RepositoryPermission = Type.Object({
  type: Type.Literal('repository_permission'),
  permission: Type.Unsafe<(typeof repositoryPermissions)[number]>({ type: 'string', enum: repositoryPermissions }),
  user: AccountReference,
  repository: RepositoryReference,
});

export function listUserRepositoryPermissions() {
  return endpoint({
    method: 'GET',
    path: '/2.0/user/permissions/repositories',
    operationId: 'listUserRepositoryPermissions',
    summary: 'List what the current user may do in repositories',
    description: 'Everything: whoever may write, may write everywhere.',
    tag: 'Users',
    schemas: { querystring: Type.Object(searchParameters(fields)) },
    responses: { 200: pageOf(RepositoryPermission), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const user = presentAccount(accountOf(requireSignIn(context.caller)), request.links);
      const asked = parsePage(query);
      const search = searchInside('repository', parseSearch(query, fields, asked), common);
      const { values, size } = search ? await listRepositories(context, search) : emptyPage;
      const shown = values.map((repository) => ({
        type: 'repository_permission' as const,
        permission: 'admin',
        user,
        repository: presentRepositoryReference(repository, request.links),
      }));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
