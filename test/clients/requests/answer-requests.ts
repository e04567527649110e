import { expect } from 'vitest';
import { documentedCommit } from '../../support/addresses.ts';
import type { ClientRequest } from './client-request.ts';

const origin = 'http://api.bitbucket.org';
const repository = '/2.0/repositories/acme/widgets';
const commit = `${repository}/commit/${documentedCommit}`;
const link = { href: expect.stringMatching(/^http:\/\/api\.bitbucket\.org\//) };
const microseconds = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$/);
const isLastPage = expect.not.objectContaining({ next: expect.anything() });

/** The members of a status, in the order in which bitbucket.org serves them since 2024. */
const statusMembers = 'key type state name refname commit url repository description created_on updated_on links';
const inOrder = new RegExp(`^{"${statusMembers.replaceAll(' ', '":.*,"')}":`);

const statusRequests: readonly ClientRequest[] = [
  {
    client: 'atlassian-python-api',
    sends: 'a question for a status, and insists on its type, its times and its links',
    request: `GET ${commit}/statuses/build/known HTTP/1.1`,
    needs: {
      status: 200,
      body: {
        type: 'build',
        key: 'known',
        name: '',
        description: '',
        refname: 'main',
        url: expect.any(String),
        created_on: microseconds,
        updated_on: microseconds,
        commit: { type: 'commit', hash: documentedCommit, links: { self: link, html: link } },
        repository: {
          type: 'repository',
          full_name: 'acme/widgets',
          name: 'widgets',
          uuid: expect.stringMatching(/^\{.+\}$/),
          links: { self: link, html: link, avatar: link },
        },
        links: { self: { href: `${origin}${commit}/statuses/build/known` }, commit: { href: `${origin}${commit}` } },
      },
    },
  },
  {
    client: 'bbuild',
    sends: 'a new status, and shows people where it is',
    request: `POST ${commit}/statuses/build HTTP/1.1\nContent-Type: application/json\n\n{"key":"a/b c","state":"FAILED"}`,
    needs: {
      status: 201,
      headers: { location: `${commit}/statuses/build/a%2Fb%20c` },
      body: { links: { self: { href: `${origin}${commit}/statuses/build/a%2Fb%20c` } } },
    },
  },
  {
    client: 'Jenkins',
    sends: 'a question for a status, which its recordings hold in this order',
    request: `GET ${commit}/statuses/build/known HTTP/1.1`,
    needs: { status: 200, text: expect.stringMatching(inOrder) },
  },
  {
    client: 'Codacy',
    sends: 'a question for statuses, none of whose texts may be null',
    request: `GET ${commit}/statuses?q=key=%22page-0%22 HTTP/1.1`,
    needs: { status: 200, body: { values: [{ name: '', description: '', url: '', refname: null }] } },
  },
];

const pageRequests: readonly ClientRequest[] = [
  {
    client: 'Atlantis',
    sends: 'a question for the first page, and refuses a next one on another host',
    request: `GET ${commit}/statuses?q=key~%22page-%22&sort=key HTTP/1.1`,
    needs: {
      status: 200,
      body: {
        size: 12,
        page: 1,
        pagelen: 10,
        values: { length: 10 },
        next: `${origin}${commit}/statuses?q=key~%22page-%22&sort=key&page=2`,
      },
    },
  },
  {
    client: 'renovate',
    sends: 'a question for the last page, and takes a null for a mistake',
    request: `GET ${commit}/statuses?q=key~%22page-%22&sort=key&page=2 HTTP/1.1`,
    needs: { status: 200, body: isLastPage },
  },
  {
    client: 'codecov',
    sends: 'a question for a page that it counted to itself, beyond the end',
    request: `GET ${commit}/statuses?page=99 HTTP/1.1`,
    needs: { status: 200, body: { page: 99, values: [] } },
  },
  {
    client: 'TeamCity',
    sends: 'a question for the second page of 25, and compares with the size',
    request: `GET ${commit}/statuses?q=key~%22page-%22&pagelen=25&page=2 HTTP/1.1`,
    needs: { status: 200, body: { size: 12, pagelen: 25, page: 2, values: [] } },
  },
  {
    client: 'codecov',
    sends: 'a question for statuses of which there are none, and gets what it recorded',
    request: `GET ${commit}/statuses?q=key=%22nobody%22 HTTP/1.1`,
    needs: {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      text: '{"size":0,"page":1,"pagelen":10,"values":[]}',
    },
  },
  {
    client: 'go-scm',
    sends: 'the most that a page may have',
    request: `GET ${commit}/statuses?pagelen=100 HTTP/1.1`,
    needs: { status: 200, body: { pagelen: 100 } },
  },
  {
    client: 'Jenkins',
    sends: 'one more than that',
    request: `GET ${commit}/statuses?pagelen=101 HTTP/1.1`,
    needs: { status: 400, body: { type: 'error', error: { message: 'Invalid pagelen' } } },
  },
];

const errorRequests: readonly ClientRequest[] = [
  {
    client: 'node-bitbucket',
    sends: 'the order to delete something, and reads the type of the empty answer',
    request: 'DELETE /2.0/repositories/acme/gears HTTP/1.1',
    needs: { status: 204, headers: { 'content-type': 'text/plain; charset=utf-8' }, text: '' },
  },
  {
    client: 'TeamCity',
    sends: 'two wrong members, and prints one sentence for each',
    request: `POST ${commit}/statuses/build HTTP/1.1\nContent-Type: application/json\n\n{"state":"X","url":"nowhere"}`,
    needs: {
      status: 400,
      reason: 'Bad Request',
      body: { error: { fields: { key: { length: 1 }, state: { length: 1 }, url: { length: 1 } } } },
    },
  },
  {
    client: 'renovate',
    sends: 'wrong credentials',
    server: 'serve',
    request: 'GET /2.0/user HTTP/1.1\nAuthorization: Bearer nonsense',
    needs: { status: 401, reason: 'Unauthorized', body: { type: 'error', error: { message: expect.any(String) } } },
  },
  {
    client: 'go-scm',
    sends: 'a question for a repository that is not there',
    request: 'GET /2.0/repositories/dev/null HTTP/1.1',
    needs: {
      status: 404,
      body: {
        type: 'error',
        error: { message: expect.stringContaining('You may not have access to this repository') },
      },
    },
  },
  {
    client: 'a browser',
    sends: 'a write from a page of another site',
    request: `POST ${commit}/statuses/build HTTP/1.1\nOrigin: https://other.example.org\nContent-Type: text/plain\n\nx`,
    needs: { status: 403, body: { type: 'error', error: { detail: expect.any(String) } } },
  },
];

/** What clients insist on in answers. */
export const answerRequests: readonly ClientRequest[] = [...statusRequests, ...pageRequests, ...errorRequests];
