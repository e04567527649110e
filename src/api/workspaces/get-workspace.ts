import { getWorkspace as get } from '../../actions/get-workspace.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, workspaceParameters } from '../schemas.ts';
import { presentWorkspace } from './present-workspace.ts';
import { WorkspaceAnswer } from './workspace-schemas.ts';

export function getWorkspace() {
  return endpoint({
    method: 'GET',
    path: '/2.0/workspaces/:workspace',
    operationId: 'getWorkspace',
    summary: 'Get a workspace',
    description: 'By its slug or its UUID.',
    tag: 'Workspaces',
    scopes: [],
    schemas: { params: workspaceParameters },
    responses: { 200: WorkspaceAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, links }) {
      return presentWorkspace(await get(context, params.workspace), links);
    },
  });
}
