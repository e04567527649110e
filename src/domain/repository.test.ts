import { describe, expect, test } from 'vitest';
import { isUuid, parseFullName, parseNewRepositoryAddress } from './repository.ts';

describe('parseNewRepositoryAddress', () => {
  test('gives slugs in lower case', () => {
    expect(parseNewRepositoryAddress({ workspace: 'Acme', slug: 'Widgets.js' })).toEqual({
      workspace: 'acme',
      slug: 'widgets.js',
    });
  });

  test.each(['', '.', '..', 'a b', 'ä', 'a/b', '{x}', 'x'.repeat(63)])('refuses the slug %j', (slug) => {
    expect(() => parseNewRepositoryAddress({ workspace: 'acme', slug })).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });

  test.each(['assets', 'docs', 'API', '2.0', 'signalbox', 'site'])(
    'keeps the workspace %s for the server itself',
    (workspace) => {
      expect(() => parseNewRepositoryAddress({ workspace, slug: 'widgets' })).toThrow('reserved');
    },
  );
});

describe('parseFullName', () => {
  test('reads WORKSPACE/SLUG', () => {
    expect(parseFullName('acme/widgets')).toEqual({ workspace: 'acme', slug: 'widgets' });
  });

  test.each(['', 'acme', 'acme/', '/widgets', 'acme/widgets/x'])('refuses %j and says what it wants', (text) => {
    expect(() => parseFullName(text)).toThrow('WORKSPACE/SLUG');
  });
});

test('isUuid wants the braces', () => {
  const uuid = '11111111-2222-3333-4444-55555555555f';
  expect([`{${uuid}}`, `{${uuid.toUpperCase()}}`, uuid, '{}'].map(isUuid)).toEqual([true, true, false, false]);
});
