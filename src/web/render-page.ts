import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The whole HTML document of a page. Preact escapes every text that is put into it. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

export const htmlType = 'text/html; charset=utf-8';
