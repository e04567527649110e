import { expect } from 'vitest';
import { documentedCommit } from '../../support/addresses.ts';
import type { ClientRequest } from './client-request.ts';

const commit = `/2.0/repositories/acme/widgets/commit/${documentedCommit}`;
const isWhole = { type: 'build', commit: { hash: documentedCommit } };

/** The operations on statuses. */
export const statusRequests: readonly ClientRequest[] = [
  {
    client: 'SharpBucket',
    sends: 'a new status to the address with a slash behind it, with empty and zero members of its own',
    request: `
      POST ${commit}/statuses/build/ HTTP/1.1
      Authorization: Basic YWxpY2U6c2VjcmV0
      Content-Type: application/json

      {"type":"","key":"sharp","state":"SUCCESSFUL","url":"https://ci.example.org/1",
       "created_on":"0001-01-01T00:00:00","updated_on":"0001-01-01T00:00:00","links":null}`,
    needs: { status: 201, reason: 'Created', body: { ...isWhole, key: 'sharp' } },
  },
  {
    client: 'Harness',
    sends: 'a status that is there already to the address with a slash',
    request: `
      POST ${commit}/statuses/build/ HTTP/1.1
      Content-Type: application/json; charset=utf-8

      {"key":"overwritten","state":"SUCCESSFUL","url":"https://ci.example.org/1"}`,
    needs: { status: 200, reason: 'OK', body: { ...isWhole, key: 'overwritten', state: 'SUCCESSFUL' } },
  },
  {
    client: 'flux',
    sends: 'a question for the status before it reports one, and reads the words of the answer',
    request: `GET ${commit}/statuses/build/0c4f2a HTTP/1.1`,
    needs: { status: 404, reason: 'Not Found', body: { type: 'error' } },
  },
  {
    client: 'go-bitbucket',
    sends: 'a key with slashes as they are',
    request: `GET ${commit}/statuses/build/renovate/stability/days HTTP/1.1`,
    needs: { status: 200, body: { key: 'renovate/stability/days' } },
  },
  {
    client: 'node-bitbucket',
    sends: 'a key with slashes percent-encoded',
    request: `GET ${commit}/statuses/build/renovate%2Fstability%2Fdays HTTP/1.1`,
    needs: { status: 200, body: { key: 'renovate/stability/days' } },
  },
  {
    client: 'bb-cli',
    sends: 'a key with an encoded space, and a plus that means a plus',
    request: `GET ${commit}/statuses/build/a%20b+c HTTP/1.1`,
    needs: { status: 200, body: { key: 'a b+c' } },
  },
  {
    client: 'codecov',
    sends: 'a change of all members but the key, when its report was refused',
    request: `
      PUT ${commit}/statuses/build/changed HTTP/1.1
      Content-Type: application/x-www-form-urlencoded

      state=FAILED&name=Context+Coverage&url=https%3A%2F%2Fcodecov.example.org&description=42.00%25`,
    needs: { status: 200, body: { key: 'changed', state: 'FAILED', name: 'Context Coverage', description: '42.00%' } },
  },
  {
    client: 'pybitbucket',
    sends: 'the whole object back, its key and read-only members with it',
    request: `
      PUT ${commit}/statuses/build/changed HTTP/1.1
      Content-Type: application/json

      {"key":"changed","state":"STOPPED","type":"build","repository":{"name":"other"},"links":{},"uuid":"{}",
       "created_on":"2001-01-01T00:00:00.000000+00:00"}`,
    needs: { status: 200, body: { key: 'changed', state: 'STOPPED', repository: { name: 'widgets' } } },
  },
  {
    client: 'a script',
    sends: 'a change of a status that is not there',
    request: `
      PUT ${commit}/statuses/build/nobody HTTP/1.1
      Content-Type: application/json

      {"state":"FAILED"}`,
    needs: { status: 404, reason: 'Not Found' },
  },
  {
    client: 'renovate',
    sends: 'a question for all statuses of a commit',
    request: `GET ${commit}/statuses?pagelen=100 HTTP/1.1`,
    needs: { status: 200, body: { pagelen: 100, page: 1, values: expect.any(Array) } },
  },
  {
    client: 'go-bitbucket',
    sends: 'a bare question mark behind the list',
    request: `GET ${commit}/statuses? HTTP/1.1`,
    needs: { status: 200, body: { values: expect.any(Array) } },
  },
  {
    client: 'a script',
    sends: 'a search with a branch, an order and a selection',
    request: `GET ${commit}/statuses?q=key%20%3D%20%22known%22&refname=main&sort=-updated_on&fields=values.key,size HTTP/1.1`,
    needs: { status: 200, text: '{"size":1,"values":[{"key":"known"}]}' },
  },
  {
    client: 'bert-e',
    sends: 'a question for the statuses of a pull request',
    request: `GET /2.0/repositories/acme/widgets/pullrequests/1/statuses?pagelen=100&page=1 HTTP/1.1`,
    needs: { status: 200, body: { values: expect.arrayContaining([expect.objectContaining({ key: 'gate' })]) } },
  },
  {
    client: 'atlassian-python-api',
    sends: 'a search among the statuses of a pull request, with an order',
    request: `GET /2.0/repositories/acme/widgets/pullrequests/1/statuses?q=state+%3D+%22FAILED%22&sort=created_on HTTP/1.1`,
    needs: { status: 200, body: { size: 0, values: [] } },
  },
  {
    client: 'atlantis',
    sends: 'a report for the 12 digits that a pull request shows, with a header against forged requests',
    request: `
      POST /2.0/repositories/acme/widgets/commit/e10dae226959/statuses/build HTTP/1.1
      Authorization: Basic YWxpY2U6c2VjcmV0
      Content-Type: application/json
      X-Atlassian-Token: no-check

      {"key":"atlantis/plan: prod","url":"https://atlantis.example.org","state":"INPROGRESS","description":"Plan…"}`,
    needs: { status: 201, body: { ...isWhole, key: 'atlantis/plan: prod', name: '', refname: null } },
  },
  {
    client: 'bb-report',
    sends: 'a report for 7 digits of a hash',
    request: `
      POST /2.0/repositories/acme/widgets/commit/e10dae2/statuses/build HTTP/1.1
      Content-Type: application/json

      {"key":"bb-report","state":"FAILED","url":"https://ci.example.org"}`,
    needs: {
      status: 201,
      headers: { location: `${commit}/statuses/build/bb-report` },
      body: {
        ...isWhole,
        links: { self: { href: `http://api.bitbucket.org${commit}/statuses/build/bb-report` } },
      },
    },
  },
  {
    client: 'screwdriver',
    sends: 'a UUID with braces as they are, and a whole hash as the key',
    request: `
      POST /2.0/repositories/acme/<uuid>/commit/${documentedCommit}/statuses/build HTTP/1.1
      Content-Type: application/json
      Authorization: Bearer token

      {"url":"https://cd.example.org","state":"SUCCESSFUL","key":"46d9a3c1f1d1c1d8b6a6f1a0bd3b7f5b2f6a9c11","description":"ok"}`,
    needs: { status: 201, body: { ...isWhole, repository: { full_name: 'acme/widgets' } } },
  },
  {
    client: 'a generated client',
    sends: 'an empty workspace and a UUID, both percent-encoded',
    request: `GET /2.0/repositories/%7B%7D/%7B<bare-uuid>%7D/commit/${documentedCommit}/statuses/build/known HTTP/1.1`,
    needs: { status: 200, body: { repository: { full_name: 'acme/widgets' } } },
  },
  {
    client: 'codecov',
    sends: 'a form with 7 digits and an OAuth 1 signature to bitbucket.org/api/2.0',
    request: `
      POST /api/2.0/repositories/acme/widgets/commit/e10dae2/statuses/build?oauth_consumer_key=key&oauth_signature=s%3D HTTP/1.1
      Host: bitbucket.org
      Content-Type: application/x-www-form-urlencoded

      state=SUCCESSFUL&key=codecov-context&name=Context+Coverage&url=https%3A%2F%2Flocalhost%3A50036%2Fgh&description=up`,
    needs: {
      status: 201,
      headers: { location: expect.stringMatching(/^\/.*\/statuses\/build\/codecov-context$/) },
      body: { ...isWhole, name: 'Context Coverage', url: 'https://localhost:50036/gh', refname: null },
    },
  },
  {
    client: 'Concourse',
    sends: 'a question to bitbucket.org/!api/2.0',
    request: `
      GET /!api/2.0/repositories/acme/widgets/commit/${documentedCommit}/statuses/build/known HTTP/1.1
      Host: bitbucket.org`,
    needs: { status: 200, body: { links: { self: { href: `http://bitbucket.org${commit}/statuses/build/known` } } } },
  },
];
