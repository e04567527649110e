import { ErrorPage } from './error-page.tsx';
import { renderPage } from './render-page.ts';

/** The document for a person whose page could not be shown. */
export function renderErrorPage(problem: { readonly status: number; readonly message: string }): string {
  return renderPage(<ErrorPage {...problem} />);
}
