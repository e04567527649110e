import type { FastifyInstance, FastifyReply } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { accountOf } from '../actions/account-of.ts';
import { getRepository } from '../actions/get-repository.ts';
import { getWorkspace } from '../actions/get-workspace.ts';
import { callerOf } from '../http/authentication.ts';
import { Avatar } from './avatar.tsx';
import type { WebContext } from './web-context.ts';

interface Params {
  readonly workspace: string;
  readonly repo_slug: string;
  readonly file: string;
}

const hidden = { schema: { hide: true } };

/** The pictures that the API's objects link to: of repositories, workspaces and accounts. */
export function registerAvatars(app: FastifyInstance, context: WebContext): void {
  app.get<{ Params: Params }>('/:workspace/:repo_slug/avatar.svg', hidden, async (request, reply) =>
    draw(
      reply,
      await getRepository(
        { ...context, caller: callerOf(request) },
        { workspace: request.params.workspace, slug: request.params.repo_slug },
        ['repository'],
      ),
    ),
  );
  app.get<{ Params: Params }>('/:workspace/avatar.svg', hidden, async (request, reply) =>
    draw(reply, await getWorkspace({ ...context, caller: callerOf(request) }, request.params.workspace)),
  );
  app.get<{ Params: Params }>('/signalbox/avatars/:file', hidden, async ({ params }, reply) =>
    draw(reply, accountOf({ name: params.file.replace(/\.svg$/, '') })),
  );
}

function draw(reply: FastifyReply, { name, uuid }: { readonly name: string; readonly uuid: string }): string {
  reply.type('image/svg+xml').header('cache-control', 'private, max-age=3600');
  return renderToString(<Avatar name={name} uuid={uuid} />);
}
