import { Type } from 'typebox';
import { listCommitStatuses as list } from '../../actions/list-commit-statuses.ts';
import { commitStatusFields } from '../../query/commit-status-fields.ts';
import { pageOf, parsePage, parseSearch, presentCollection, searchParameters } from '../collection.ts';
import { endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { CommitStatusAnswer } from './commit-status-schemas.ts';
import { createStatusPresenter } from './present-commit-status.ts';

export function listCommitStatuses() {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/commit/:commit/statuses',
    operationId: 'listCommitStatuses',
    summary: 'List the statuses of a commit',
    description:
      'Oldest first, by `created_on`, unless they are sorted; an overwritten status keeps its place. Whoever may report builds may look, too.',
    tag: 'Commit statuses',
    scopes: ['repository'],
    schemas: {
      params: commitParameters,
      querystring: Type.Object({
        ...searchParameters(commitStatusFields),
        refname: Type.Optional(Type.String({ description: 'Only the statuses of that branch, and those of none.' })),
      }),
    },
    responses: { 200: pageOf(CommitStatusAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const { repository, commit, values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        refname: query.refname,
        ...parseSearch(query, commitStatusFields, asked),
      });
      const shown = values.map(createStatusPresenter(repository, commit, request.links));
      return presentCollection(asked, { values: shown, size }, request);
    },
  });
}
