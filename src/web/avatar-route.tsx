import type { FastifyInstance } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { getRepository } from '../actions/get-repository.ts';
import { RepositoryAvatar } from './repository-avatar.tsx';
import type { WebContext } from './web-context.ts';

interface Params {
  readonly workspace: string;
  readonly repo_slug: string;
}

export function registerRepositoryAvatar(app: FastifyInstance, context: WebContext): void {
  const path = '/:workspace/:repo_slug/avatar.svg';
  app.get<{ Params: Params }>(path, { schema: { hide: true } }, async ({ params }, reply) => {
    const repository = await getRepository(context, { workspace: params.workspace, slug: params.repo_slug });
    reply.type('image/svg+xml').header('cache-control', 'max-age=3600');
    return renderToString(<RepositoryAvatar repository={repository} />);
  });
}
