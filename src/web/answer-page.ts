import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { htmlType, renderPage } from './render-page.ts';
import type { Visitor } from './visitor.ts';

/** Answers with a page. None that was made for somebody is kept anywhere, not even where they go back after signing out. */
export function answerPage(reply: FastifyReply, visitor: Visitor | undefined, page: VNode): string {
  reply.type(htmlType).header('vary', 'Cookie');
  if (visitor?.kind === 'account') reply.header('cache-control', 'no-store');
  return renderPage(page);
}
