import { ServiceError } from '../domain/error.ts';
import { withoutParameter } from './query-string.ts';

const defaultPageLength = 10;

/** Bitbucket's ceiling; some of its collections have a lower one. */
const usualMaxPageLength = 100;

/** Beyond any collection; keeps the offset an exact number. */
const maxPage = 1_000_000_000;

/** What no URI holds as it is (RFC 3986), though a request line may: strict clients refuse a link with it. */
const unsafeInLinks = /[^!-~]|["<>\\^`{|}]/gu;

export interface PageRequest {
  /** From 1. */
  readonly page: number;
  readonly pagelen: number;
  readonly offset: number;
}

/** Bitbucket's envelope of a page. `next` and `previous` are absent, not null, where there is no such page. */
export interface PageEnvelope<Value> {
  /** Absent where counting the collection would cost more than it tells. */
  readonly size?: number;
  readonly page: number;
  readonly pagelen: number;
  readonly next?: string;
  readonly previous?: string;
  readonly values: readonly Value[];
}

/** The values of one page, and how it is known whether there is another: from the size, or by having looked. */
export type PageContent<Value> = {
  readonly values: readonly Value[];
  /** The address that was asked for, absolute. */
  readonly url: string;
} & ({ readonly size: number } | { readonly hasMore: boolean });

/**
 * Reads `page` and `pagelen`. Throws invalid with Bitbucket's `Invalid pagelen` for more than the ceiling or less than
 * none; 0 is taken for the default, because Bitbucket does not refuse it (jenkinsci/bitbucket-branch-source-plugin#1182).
 */
export function parsePageRequest(
  query: { readonly page?: string; readonly pagelen?: string },
  { maxPageLength = usualMaxPageLength }: { readonly maxPageLength?: number } = {},
): PageRequest {
  const pagelen = parseWholeNumber(query.pagelen, 0, maxPageLength, 'Invalid pagelen') || defaultPageLength;
  const page = parseWholeNumber(query.page, 1, maxPage, 'Invalid page') || 1;
  return { page, pagelen, offset: (page - 1) * pagelen };
}

/** The envelope around one page; its links are the address that was asked for with another `page`. */
export function presentPage<Value>(request: PageRequest, content: PageContent<Value>): PageEnvelope<Value> {
  const { page, pagelen, offset } = request;
  const { values, url } = content;
  const hasMore = 'size' in content ? offset + values.length < content.size && values.length > 0 : content.hasMore;
  return {
    ...('size' in content && { size: content.size }),
    page,
    pagelen,
    ...(hasMore && { next: withPage(url, page + 1) }),
    ...(page > 1 && { previous: withPage(url, page - 1) }),
    values,
  };
}

function withPage(url: string, page: number): string {
  const address = withoutParameter(url, 'page').replace(/\?$/, '').replace(unsafeInLinks, encodeURIComponent);
  return `${address}${address.includes('?') ? '&' : '?'}page=${page}`;
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
