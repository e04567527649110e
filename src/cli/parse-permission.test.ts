import { expect, test } from 'vitest';
import { parsePermission } from './parse-permission.ts';

test.each([
  ['admin', { level: 'admin', place: { kind: 'server' } }],
  ['read:acme', { level: 'read', place: { kind: 'workspace', workspace: 'acme' } }],
  [
    'write:acme/widgets',
    { level: 'write', place: { kind: 'repository', repository: { workspace: 'acme', slug: 'widgets' } } },
  ],
])('%s is a permission', (text, permission) => {
  expect(parsePermission(text)).toEqual(permission);
});

test.each(['', 'owner', 'acme', 'read:', 'Read', ':acme'])('refuses %j', (text) => {
  expect(() => parsePermission(text)).toThrow('A permission is one of read, write, admin');
});

test('refuses what names no repository', () => {
  expect(() => parsePermission('read:a/b/c')).toThrow('Name a repository as WORKSPACE/SLUG');
});
