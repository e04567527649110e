import type { FastifyInstance } from 'fastify';
import { requestOrigin } from '../http/request-origin.ts';
import { answerPage } from './answer-page.ts';
import { HomePage } from './home-page.tsx';
import { visitorOf } from './visitor.ts';
import type { WebContext } from './web-context.ts';

export function registerHomePage(app: FastifyInstance, { publicUrl }: WebContext): void {
  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const visitor = visitorOf(request);
    const origin = requestOrigin(request, publicUrl);
    return answerPage(reply, visitor, <HomePage origin={origin} visitor={visitor} />);
  });
}
