import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Links } from '../http/links.ts';
import { type PageEnvelope, type PageRequest, parsePageRequest, presentPage } from '../http/page-envelope.ts';
import type { FieldList } from '../query/filter.ts';
import type { PageQuery } from '../query/page.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { parseSort } from '../query/parse-sort.ts';

/** How many elements Bitbucket lists to a page at most; fewer of what is large. */
const usualMaxPageLength = 100;

interface Limits {
  readonly maxPageLength?: number;
}

/** The query parameters of a collection. */
export function pageParameters({ maxPageLength = usualMaxPageLength }: Limits = {}) {
  return {
    page: Type.Optional(Type.String({ description: 'From 1. A page beyond the end is empty.' })),
    pagelen: Type.Optional(
      Type.String({ description: `How many to a page: 10 unless told, ${maxPageLength} at most.` }),
    ),
  };
}

/** The query parameters of a collection that can be searched and sorted. */
export function searchParameters(fields: FieldList, limits: Limits = {}) {
  const names = Object.keys(fields)
    .map((name) => `\`${name}\``)
    .join(', ');
  return {
    q: Type.Optional(
      Type.String({ description: `A search like \`name ~ "lint" AND created_on > 2025-01-02\`, over ${names}.` }),
    ),
    sort: Type.Optional(Type.String({ description: 'One of the fields of `q`; with `-` in front, descending.' })),
    ...pageParameters(limits),
  };
}

interface Asked {
  readonly page?: string;
  readonly pagelen?: string;
  readonly q?: string;
  readonly sort?: string;
}

/** Reads `page` and `pagelen`. */
export function parsePage({ page, pagelen }: Asked, limits: Limits = {}): PageRequest {
  return parsePageRequest({ ...(page !== undefined && { page }), ...(pagelen !== undefined && { pagelen }) }, limits);
}

/** Reads what is searched for, and how it is sorted. Empty parameters count as absent. */
export function parseSearch<Field extends string>(
  { q, sort }: Asked,
  fields: FieldList<Field>,
  { offset, pagelen }: PageRequest,
): PageQuery<Field> {
  return {
    ...(q?.trim() && { filter: parseFilter(q, fields) }),
    ...(sort && { sort: parseSort(sort, fields) }),
    offset,
    limit: pagelen,
  };
}

interface Answering {
  readonly links: Links;
  readonly raw: FastifyRequest;
}

/** One page of a collection of known size. */
export function presentCollection<Value>(
  asked: PageRequest,
  { values, size }: { readonly values: readonly Value[]; readonly size: number },
  { links, raw }: Answering,
): PageEnvelope<Value> {
  return presentPage(asked, { values, size, url: `${links.origin}${raw.url}` });
}

/** One page of a collection that nobody has counted; `values` may hold one more than the page, to see that there is one. */
export function presentUncounted<Value>(
  asked: PageRequest,
  values: readonly Value[],
  { links, raw }: Answering,
): PageEnvelope<Value> {
  const shown = values.slice(0, asked.pagelen);
  return presentPage(asked, { values: shown, hasMore: values.length > shown.length, url: `${links.origin}${raw.url}` });
}

const neighbours = {
  next: Type.Optional(Type.String({ format: 'uri', description: 'Absent on the last page.' })),
  previous: Type.Optional(Type.String({ format: 'uri', description: 'Absent on the first page.' })),
};

/** The schema of a page of a collection of known size. */
export function pageOf(values: TSchema) {
  return Type.Object(
    {
      size: Type.Integer({ description: 'How many there are on all pages.' }),
      page: Type.Integer(),
      pagelen: Type.Integer(),
      values: Type.Array(values),
      ...neighbours,
    },
    { description: 'One page of them.' },
  );
}

/** The schema of a page of a collection that nobody has counted. */
export function uncountedPageOf(values: TSchema) {
  return Type.Omit(pageOf(values), ['size']);
}
