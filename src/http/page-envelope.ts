import { ServiceError } from '../domain/error.ts';

const defaultPageLength = 10;
const maxPageLength = 100;

/** Beyond any collection; keeps the offset an exact number. */
const maxPage = 1_000_000_000;

export interface PageRequest {
  /** From 1. */
  readonly page: number;
  readonly pagelen: number;
  readonly offset: number;
}

/** Bitbucket's envelope of a page. `next` and `previous` are absent, not null, where there is no such page. */
export interface PageEnvelope<Value> {
  readonly size: number;
  readonly page: number;
  readonly pagelen: number;
  readonly next?: string;
  readonly previous?: string;
  readonly values: readonly Value[];
}

/**
 * Reads `page` and `pagelen`. Throws invalid with Bitbucket's `Invalid pagelen` for more than 100 or less than none; 0 is
 * taken for the default, because Bitbucket does not refuse it (jenkinsci/bitbucket-branch-source-plugin#1182).
 */
export function parsePageRequest(query: { readonly page?: string; readonly pagelen?: string }): PageRequest {
  const pagelen = parseWholeNumber(query.pagelen, 0, maxPageLength, 'Invalid pagelen') || defaultPageLength;
  const page = parseWholeNumber(query.page, 1, maxPage, 'Invalid page') || 1;
  return { page, pagelen, offset: (page - 1) * pagelen };
}

/** The envelope around one page; its links are the address that was asked for with another `page`. */
export function presentPage<Value>(
  { page, pagelen, offset }: PageRequest,
  { values, size, url }: { readonly values: readonly Value[]; readonly size: number; readonly url: string },
): PageEnvelope<Value> {
  return {
    size,
    page,
    pagelen,
    ...(offset + values.length < size && values.length > 0 && { next: withPage(url, page + 1) }),
    ...(page > 1 && { previous: withPage(url, page - 1) }),
    values,
  };
}

function withPage(url: string, page: number): string {
  const address = new URL(url);
  address.searchParams.set('page', String(page));
  return address.href;
}

function parseWholeNumber(
  text: string | undefined,
  lowest: number,
  highest: number,
  message: string,
): number | undefined {
  if (text === undefined || text === '') return undefined;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= lowest && number <= highest) return number;
  throw new ServiceError('invalid', message, { detail: `Send a whole number from ${lowest} to ${highest}.` });
}
