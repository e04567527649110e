import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessTokenIn, readRequestTarget } from './request-target.ts';

const url = '/2.0/repositories/acme/widgets';

test.each([
  [url, undefined, url],
  [`${url}/`, undefined, `${url}/`],
  [`${url}?`, undefined, `${url}?`],
  [`/${url}`, undefined, url],
  [`///${url}?a=//b`, undefined, `${url}?a=//b`],
  [`/api${url}`, undefined, url],
  [`/!api${url}`, undefined, url],
  [`//api/${url}`, undefined, url],
  ['/api/2.0', undefined, '/2.0'],
  ['/api/2.0?page=1', undefined, '/2.0?page=1'],
  ['/api/2.01/x', undefined, '/api/2.01/x'],
  ['/acme/api/2.0/x', undefined, '/acme/api/2.0/x'],
  [`http://builds.test:4020${url}`, 'builds.test:4020', url],
  [`HTTPS://builds.test//api${url}?page=2`, 'builds.test', `${url}?page=2`],
  ['http://builds.test', 'builds.test', '/'],
  ['http://builds.test?page=2', 'builds.test', '/?page=2'],
  ['http:///x', '', '/x'],
  ['*', undefined, '*'],
  [`${url}/a//b/?x=/y//z/`, undefined, `${url}/a//b/?x=/y//z/`],
])('%s is at the host %s, %s', (sent, host, expected) => {
  expect(readRequestTarget(sent)).toEqual({ host, url: expected });
});

test.each([
  [`${url}?access_token=secret`, url],
  [`${url}?access_token=secret&page=2`, `${url}?page=2`],
  [`${url}?q=a+b%2B&access_token=secret&state=OPEN&state=MERGED`, `${url}?q=a+b%2B&state=OPEN&state=MERGED`],
  [`${url}?a&access%5Ftoken=secret&access_token=other&&b=`, `${url}?a&&b=`],
])('the access token of %s is read, and left out of the rest', (sent, expected) => {
  expect(accessTokenIn(sent)).toBe('secret');
  expect(readRequestTarget(sent).url).toBe(expected);
});

test.each([
  url,
  `${url}?`,
  `${url}?page=1`,
  `${url}?my_access_token=x`,
  `${url}??access_token=x`,
  `${url}/access_token=x`,
])('%s carries no access token, and stays as it is', (sent) => {
  expect(accessTokenIn(sent)).toBeUndefined();
  expect(readRequestTarget(sent).url).toBe(sent);
});

test('what is read never names a host by itself', () => {
  const target = fc.stringMatching(/^(?:\/|!?api|2\.0|\?|x|&|=){0,9}$/);
  fc.assert(
    fc.property(target, (sent) => {
      const read = readRequestTarget(`/${sent}`).url;
      expect(read).not.toMatch(/^\/\//);
      expect(new URL(`http://builds.test${read}`).host).toBe('builds.test');
    }),
  );
});
