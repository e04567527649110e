import { Type } from 'typebox';
import { listCommitStatuses as list } from '../../actions/list-commit-statuses.ts';
import { ServiceError } from '../../domain/error.ts';
import { parsePageRequest, presentPage } from '../../http/page-envelope.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { CommitStatusAnswer, pageOf } from './commit-status-schemas.ts';
import { presentCommitStatus } from './present-commit-status.ts';

const query = Type.Object({
  page: Type.Optional(Type.String({ description: 'From 1. A page beyond the end is empty.' })),
  pagelen: Type.Optional(Type.String({ description: 'How many to a page: 10 unless told, 100 at most.' })),
  refname: Type.Optional(Type.String({ description: 'Only the statuses of that branch, and those of none.' })),
});

/** Documented by Bitbucket; an answer that passes over them would be a wrong one. */
const unsupported = ['q', 'sort'];

export function listCommitStatuses(context: ApiContext) {
  return endpoint({
    method: 'GET',
    path: '/2.0/repositories/:workspace/:repo_slug/commit/:commit/statuses',
    operationId: 'listCommitStatuses',
    summary: 'List the statuses of a commit',
    description: 'Oldest first, by `created_on`; an overwritten status keeps its place.',
    tag: 'Commit statuses',
    schemas: { params: commitParameters, querystring: query },
    responses: { 200: pageOf(CommitStatusAnswer), 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ params, query: { page, pagelen, refname }, links, raw }) {
      refuseUnsupported(new URL(raw.url, links.origin));
      const asked = parsePageRequest({
        ...(page !== undefined && { page }),
        ...(pagelen !== undefined && { pagelen }),
      });
      const { repository, commit, values, size } = await list(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        commit: params.commit,
        refname,
        offset: asked.offset,
        limit: asked.pagelen,
      });
      return presentPage(asked, {
        values: values.map((status) => presentCommitStatus({ repository, commit, status }, links)),
        size,
        url: `${links.origin}${raw.url}`,
      });
    },
  });
}

function refuseUnsupported({ searchParams }: URL): void {
  const given = unsupported.filter((name) => searchParams.has(name));
  if (given.length === 0) return;
  throw new ServiceError(
    'invalid',
    `This version of Signalbox does not know the parameter ${given.join(' and ')} yet.`,
  );
}
