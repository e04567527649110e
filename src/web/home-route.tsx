import type { FastifyInstance } from 'fastify';
import { requestOrigin } from '../http/request-origin.ts';
import { HomePage } from './home-page.tsx';
import { htmlType, renderPage } from './render-page.ts';
import type { WebContext } from './web-context.ts';

export function registerHomePage(app: FastifyInstance, { publicUrl }: WebContext): void {
  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    reply.type(htmlType);
    return renderPage(<HomePage origin={requestOrigin(request, publicUrl)} />);
  });
}
