import { describe, expect, test } from 'vitest';
import { isBuildUrl } from './build-url.ts';

const everywhere = [
  'https://www.example.org/my-build-result',
  'http://192.168.0.7:8080/job/1/',
  'https://[::1]:8443/x',
  'https://localhost:50036/gh/codecov',
  'https://foo.com/builds/{repository.full_name}?a={commit.hash}',
  'HTTPS://FOO.COM/',
  'https://bücher.example/ünïcode',
];

const strictlyRefused = ['http://munprdjenkins1:8080/job/1', 'http://ci/'];

const never = [
  '',
  'www.example.org',
  '//example.org/',
  'https:/example.org',
  'https:example.org',
  'https://',
  'https:///path',
  'javascript:alert(1)',
  'JavaScript:alert(1)//https://foo.com',
  'data:text/html,x',
  'ftp://example.org/',
  'file:///etc/passwd',
  ' https://example.org/',
  'https://example.org/a b',
  'https://example.org/\n',
  'java\nscript:alert(1)',
  'https://exa{mple.org/',
  'https://foo.com:99999/',
];

describe('isBuildUrl', () => {
  test.each(everywhere)('takes %j, strictly and not', (url) => {
    expect([isBuildUrl(url), isBuildUrl(url, { strictHost: true })]).toEqual([true, true]);
  });

  test.each(strictlyRefused)('takes %j, but not strictly', (url) => {
    expect([isBuildUrl(url), isBuildUrl(url, { strictHost: true })]).toEqual([true, false]);
  });

  test.each(never)('refuses %j', (url) => {
    expect([isBuildUrl(url), isBuildUrl(url, { strictHost: true })]).toEqual([false, false]);
  });
});
