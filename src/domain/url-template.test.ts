import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandUrlTemplate, isUrlTemplate } from './url-template.ts';

const variables = {
  repository: {
    type: 'repository',
    full_name: 'foo/bar',
    name: 'My bär & co?',
    uuid: '{11111111-2222-3333-4444-555555555555}',
    links: { html: { href: 'http://127.0.0.1:4020/foo/bar' } },
  },
  commit: { hash: 'e10dae226959c2194f2b07b077c07762d93821cf', parents: [], date: null },
};

describe('expandUrlTemplate', () => {
  test.each([
    ['https://foo.com/builds/{repository.full_name}', 'https://foo.com/builds/foo/bar'],
    ['https://foo.com/?repoPath={repository.full_name}&x=1', 'https://foo.com/?repoPath=foo/bar&x=1'],
    ['https://foo.com/{commit.hash}', 'https://foo.com/e10dae226959c2194f2b07b077c07762d93821cf'],
    ['https://foo.com/{repository.name}', 'https://foo.com/My%20b%C3%A4r%20%26%20co%3F'],
    ['https://foo.com/{repository.uuid}', 'https://foo.com/%7B11111111-2222-3333-4444-555555555555%7D'],
    ['https://foo.com/?to={repository.links.html.href}', 'https://foo.com/?to=http://127.0.0.1:4020/foo/bar'],
    [
      'https://foo.com/{repository.type}/{commit.hash}',
      'https://foo.com/repository/e10dae226959c2194f2b07b077c07762d93821cf',
    ],
  ])('expands %s', (template, expanded) => {
    expect(expandUrlTemplate(template, variables)).toBe(expanded);
  });

  test.each([
    'https://foo.com/{11111111-2222-3333-4444-555555555555}',
    'https://foo.com/{repository.nope}',
    'https://foo.com/{repository.links}',
    'https://foo.com/{repository}',
    'https://foo.com/{commit.date}',
    'https://foo.com/{commit.parents.length}',
    'https://foo.com/{repository.constructor}',
    'https://foo.com/{repository.__proto__.x}',
    'https://foo.com/{workspace.slug}',
    'https://foo.com/{repository.full_name',
    'https://foo.com/{}',
  ])('leaves %s as it is', (template) => {
    expect(expandUrlTemplate(template, variables)).toBe(template);
  });

  test('leaves every text without a known variable as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(expandUrlTemplate(text, { repository: {}, commit: {} })).toBe(text);
      }),
    );
  });

  test('never lets a value end the place where it is put', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const url = new URL(
          expandUrlTemplate('https://foo.com/a/{repository.name}?q=1#f', { repository: { name }, commit: {} }),
        );
        expect([url.host, url.search, url.hash]).toEqual(['foo.com', '?q=1', '#f']);
      }),
    );
  });
});

test('isUrlTemplate tells templates from urls with other braces', () => {
  expect(isUrlTemplate('https://foo.com/{repository.full_name}')).toBe(true);
  expect(isUrlTemplate('https://foo.com/{11111111-2222-3333-4444-555555555555}')).toBe(false);
  expect(isUrlTemplate('https://foo.com/')).toBe(false);
});
