import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPath } from './next-path.ts';

describe('where to go after signing in', () => {
  test.each([
    ['/', '/'],
    ['/site/account', '/site/account'],
    ['/acme/widgets/commits/e10dae2?x=1&y=%2F', '/acme/widgets/commits/e10dae2?x=1&y=%2F'],
    ['/acme/../other', '/other'],
    ['/a#part', '/a'],
  ])('%s is a path of this server', (sent, expected) => {
    expect(nextPath(sent)).toBe(expected);
  });

  test.each([
    '',
    'acme/widgets',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'http:evil.example',
    '@evil.example',
    `/${'x'.repeat(2048)}`,
  ])('%j leads to the start page instead', (sent) => {
    expect(nextPath(sent)).toBe('/');
  });

  test('stays on this server, whatever is sent, and is one line of plain characters', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%5c',
      '@',
      ':',
      '\t',
      '\r\n',
      '?',
      '#',
      'evil.example',
      'http:',
    );
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
    );
    fc.assert(
      fc.property(path, (sent) => {
        const next = nextPath(sent);
        expect(new URL(next, 'https://builds.example').origin).toBe('https://builds.example');
        expect(next).toMatch(/^\/[\x21-\x7e]*$/);
        expect(next).not.toMatch(/^[/\\]{2}/);
      }),
      { numRuns: 2000 },
    );
  });
});
