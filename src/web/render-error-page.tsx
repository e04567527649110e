import type { FastifyRequest } from 'fastify';
import { ErrorPage } from './error-page.tsx';
import { renderPage } from './render-page.ts';
import { visitorOf } from './visitor.ts';

/** The document for a person whose page could not be shown. */
export function renderErrorPage(
  problem: { readonly status: number; readonly message: string },
  request: FastifyRequest,
): string {
  return renderPage(<ErrorPage {...problem} visitor={visitorOf(request)} />);
}
