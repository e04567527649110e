import type { FastifyInstance } from 'fastify';
import { listCommitStatuses } from '../actions/list-commit-statuses.ts';
import { callerOf } from '../http/authentication.ts';
import { createLinks } from '../http/links.ts';
import { requestOrigin } from '../http/request-origin.ts';
import { answerPage } from './answer-page.ts';
import { CommitPage } from './commit-page.tsx';
import { visitorOf } from './visitor.ts';
import type { WebContext } from './web-context.ts';

/** More builds than a person looks through, and few enough to render at once. */
const maxBuilds = 1000;

interface Params {
  readonly workspace: string;
  readonly repo_slug: string;
  readonly commit: string;
}

export function registerCommitPage(app: FastifyInstance, context: WebContext): void {
  const path = '/:workspace/:repo_slug/commits/:commit';
  app.get<{ Params: Params }>(path, { schema: { hide: true } }, async (request, reply) => {
    const { workspace, repo_slug: slug, commit: sent } = request.params;
    const links = createLinks(requestOrigin(request, context.publicUrl));
    const { repository, commit, values, size } = await listCommitStatuses(
      { ...context, caller: callerOf(request) },
      {
        address: { workspace, slug },
        commit: sent,
        offset: 0,
        limit: maxBuilds,
      },
    );
    const builds = values.map((status) => ({
      status,
      url: context.presentUrl({ repository, commit, status }, links),
    }));
    const visitor = visitorOf(request);
    const model = { repository, commit, builds, size, now: context.clock.now(), visitor };
    return answerPage(reply, visitor, <CommitPage {...model} />);
  });
}
