import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePageRequest, presentPage } from './page-envelope.ts';

const url = 'https://builds.test/2.0/repositories/acme/widgets/pullrequests';
const second = parsePageRequest({ page: '2' });

function linksOf(address: string) {
  const { next, previous } = presentPage(second, { values: [1], size: 100, url: address });
  return { next: next ?? '', previous: previous ?? '' };
}

describe('parsePageRequest', () => {
  test('takes as many as a collection allows', () => {
    expect(parsePageRequest({ pagelen: '100' }).pagelen).toBe(100);
    expect(parsePageRequest({ pagelen: '50', page: '3' }, { maxPageLength: 50 })).toEqual({
      page: 3,
      pagelen: 50,
      offset: 100,
    });
  });

  test.each([
    ['101', {}],
    ['51', { maxPageLength: 50 }],
  ])('refuses a pagelen of %s where the limits are %j', (pagelen, limits) => {
    expect(() => parsePageRequest({ pagelen }, limits)).toThrow('Invalid pagelen');
  });
});

describe('presentPage', () => {
  test.each([
    ['', '?page=3'],
    ['?', '?page=3'],
    ['?page=2', '?page=3'],
    ['?page=2&pagelen=5', '?pagelen=5&page=3'],
    ['?p%61ge=2&page=7&x=page=2', '?x=page=2&page=3'],
    ['?state=OPEN&page=2&state=MERGED', '?state=OPEN&state=MERGED&page=3'],
    ['?fields=%2Bvalues.links&q=a+b%20c%2B', '?fields=%2Bvalues.links&q=a+b%20c%2B&page=3'],
    ['?q=state="OPEN"', '?q=state=%22OPEN%22&page=3'],
    ['?q=%zz', '?q=%zz&page=3'],
    ['/?sort=-created_on', '/?sort=-created_on&page=3'],
  ])('leads on from %j by %j', (query, next) => {
    expect(linksOf(`${url}${query}`).next).toBe(`${url}${next}`);
  });

  test('encodes what a link may not hold', () => {
    expect(linksOf('https://builds.test/2.0/repositories/acme/{1}/x?q=é').previous).toBe(
      'https://builds.test/2.0/repositories/acme/%7B1%7D/x?q=%C3%A9&page=1',
    );
  });

  test('keeps every parameter but the page, in its order', () => {
    const parameter = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(parameter), (parameters) => {
        const sent = new URLSearchParams([...parameters]);
        const { next } = linksOf(`${url}?${sent}`);
        expect([...new URL(next).searchParams]).toEqual([
          ...[...sent].filter(([name]) => name !== 'page'),
          ['page', '3'],
        ]);
      }),
    );
  });

  test('gives neither link where there is no such page', () => {
    const first = parsePageRequest({});

    expect(presentPage(first, { values: [1], size: 1, url })).toEqual({ size: 1, page: 1, pagelen: 10, values: [1] });
    expect(presentPage(second, { values: [], size: 1, url })).not.toHaveProperty('next');
  });

  test('leaves the size out where nobody counted', () => {
    const first = parsePageRequest({ pagelen: '1' });

    expect(presentPage(first, { values: ['a'], hasMore: true, url })).toEqual({
      page: 1,
      pagelen: 1,
      next: `${url}?page=2`,
      values: ['a'],
    });
    expect(presentPage(first, { values: ['a'], hasMore: false, url })).not.toHaveProperty('next');
  });
});
