import { expect, test } from 'vitest';
import { type Credentials, credentialsOf } from './credentials.ts';

function read(authorization: string | undefined, { method = 'GET', originalUrl = '/2.0/user' } = {}) {
  return credentialsOf({ method, originalUrl, headers: authorization === undefined ? {} : { authorization } });
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

const headers: readonly (readonly [string, Credentials | undefined])[] = [
  [basic('alice:secret'), { name: 'alice', token: 'secret' }],
  [basic('alice:se:cr:et'), { name: 'alice', token: 'se:cr:et' }],
  [basic('älice:sécret'), { name: 'älice', token: 'sécret' }],
  [basic('al\nice:secret'), { name: 'alice', token: 'secret' }],
  [basic(':secret'), { name: '', token: 'secret' }],
  [basic('alice'), { name: 'alice', token: '' }],
  [basic(`${'🚦'.repeat(300)}:secret`), { name: '🚦'.repeat(255), token: 'secret' }],
  [basic('x-token-auth:secret'), { token: 'secret' }],
  [basic('x-bitbucket-api-token-auth:secret'), { token: 'secret' }],
  ['Basic %%%', { name: '', token: '' }],
  [`Basic ${Buffer.from([0xff, 0x3a, 0x61]).toString('base64')}`, { name: '\ufffd', token: 'a' }],
  ['Bearer secret', { token: 'secret' }],
  ['bearer   secret', { token: 'secret' }],
  ['Basic', { name: '', token: '' }],
  ['Bearer', { token: '' }],
  ['', undefined],
  ['JWT x.y.z', undefined],
  ['OAuth oauth_consumer_key="x", oauth_signature="y"', undefined],
];

test.each(headers)('the header %j is %j', (header, credentials) => {
  expect(read(header)).toEqual(credentials);
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('?access_token= counts for %s', (method) => {
  expect(read(undefined, { method, originalUrl: '/2.0/user?page=1&access_token=a%2Bb' })).toEqual({ token: 'a+b' });
});

test.each([
  ['for POST', undefined, { method: 'POST', originalUrl: '/x?access_token=secret' }, undefined],
  ['when it is empty', undefined, { originalUrl: '/x?access_token=' }, undefined],
  ['beside a header', 'Bearer other', { originalUrl: '/x?access_token=secret' }, { token: 'other' }],
  ['when it is OAuth 1', undefined, { originalUrl: '/x?oauth_token=secret&oauth_consumer_key=k' }, undefined],
])('a parameter does not count %s', (_, header, request, credentials) => {
  expect(read(header, request)).toEqual(credentials);
});
