import { Type } from 'typebox';
import { listWorkspaces as list } from '../../actions/list-workspaces.ts';
import { workspacePermissions } from '../../domain/workspace-permission.ts';
import { workspaceFields } from '../../query/workspace-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, optionalRole } from '../schemas.ts';
import { presentWorkspace } from './present-workspace.ts';
import { WorkspaceAnswer } from './workspace-schemas.ts';

export function listWorkspaces() {
  return endpoint({
    method: 'GET',
    path: '/2.0/workspaces',
    operationId: 'listWorkspaces',
    summary: 'List the workspaces',
    description:
      'Those that hold a repository which the user may see, or in which the user has a right; by slug, unless they are sorted. Bitbucket has removed this operation; older clients still ask for it.',
    tag: 'Workspaces',
    scopes: [],
    schemas: {
      querystring: Type.Object({
        ...searchParameters(workspaceFields),
        role: optionalRole(
          workspacePermissions,
          'Only those in which the user has any right, writes to a repository, or administers everything.',
        ),
      }),
    },
    responses: { 200: pageOf(WorkspaceAnswer), 400: ErrorAnswer, 401: ErrorAnswer },
    async handle({ context, query, ...request }) {
      const asked = parsePage(query);
      const { values, size } = await list(context, {
        role: query.role || undefined,
        ...parseSearch(query, workspaceFields, asked),
      });
      const shown = values.map((workspace) => presentWorkspace(workspace, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
