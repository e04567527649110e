import type { FastifyReply } from 'fastify';
import type { Links } from '../http/links.ts';

/** Says where the answer can be had again, with the path alone, as bitbucket.org does. */
export function locate<Answer extends { readonly links: { readonly self: { readonly href: string } } }>(
  reply: FastifyReply,
  answer: Answer,
  { origin }: Links,
): Answer {
  reply.header('location', answer.links.self.href.slice(origin.length));
  return answer;
}
