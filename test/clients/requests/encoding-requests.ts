import { expect } from 'vitest';
import { documentedCommit } from '../../support/addresses.ts';
import type { ClientRequest } from './client-request.ts';

const commit = `/2.0/repositories/acme/widgets/commit/${documentedCommit}`;
const form = 'Content-Type: application/x-www-form-urlencoded';
const json = 'Content-Type: application/json';

function post(headers: readonly string[], body: string): string {
  return [`POST ${commit}/statuses/build HTTP/1.1`, ...headers, '', body].join('\n');
}

const longKey = 'a-key-of-forty-eight-characters-with-no-end-at-a';
const longKeyProblem = 'Ensure this value has at most 40 characters (it has 48).';
const sha1 = '0123456789abcdef0123456789abcdef01234567';

const typeRequests: readonly ClientRequest[] = [
  {
    client: 'nearly everybody',
    sends: 'plain JSON',
    request: post([json], '{"key":"json","state":"FAILED"}'),
    needs: { status: 201, body: { key: 'json' } },
  },
  {
    client: 'node-bitbucket',
    sends: 'JSON with a charset',
    request: post([`${json}; charset=utf-8`], '{"key":"json; charset=utf-8","state":"FAILED"}'),
    needs: { status: 201 },
  },
  {
    client: 'Jenkins',
    sends: 'JSON with a charset in capitals, without a space',
    request: post(['content-type: application/json;charset=UTF-8'], '{"key":"json;charset=UTF-8","state":"FAILED"}'),
    needs: { status: 201 },
  },
  {
    client: 'a shell script',
    sends: 'JSON on many lines',
    request: post([json], '{\n"key": "pretty",\n\n"state":\t"FAILED"\n}\n'),
    needs: { status: 201, body: { key: 'pretty' } },
  },
  {
    client: 'danger',
    sends: 'a body with GET',
    request: `GET ${commit}/statuses/build/known HTTP/1.1\n${json}\n\n{}`,
    needs: { status: 200, body: { key: 'known' } },
  },
  {
    client: 'a generated client',
    sends: 'DELETE with the type of a body, and none',
    request: `DELETE /2.0/repositories/acme/nothing HTTP/1.1\n${json}`,
    needs: { status: 404, body: { type: 'error' } },
  },
  {
    client: 'another generated client',
    sends: 'DELETE with an empty object',
    request: `DELETE /2.0/repositories/acme/nothing HTTP/1.1\n${json}\n\n{}`,
    needs: { status: 404, body: { type: 'error' } },
  },
  {
    client: 'Codacy',
    sends: 'a form',
    request: post(
      [`${form}; charset=UTF-8`],
      'key=codacy&state=INPROGRESS&name=Codacy+Quality+Review&description=Hang+on',
    ),
    needs: { status: 201, body: { key: 'codacy', name: 'Codacy Quality Review', description: 'Hang on' } },
  },
  {
    client: 'tinybucket',
    sends: 'a form with PUT',
    request: `PUT ${commit}/statuses/build/changed HTTP/1.1\n${form}\n\nstate=STOPPED&description=tiny`,
    needs: { status: 200, body: { state: 'STOPPED', description: 'tiny' } },
  },
  {
    client: 'the pull request builder of Jenkins',
    sends: 'a form to bitbucket.org/api/2.0',
    request: `
      POST /api${commit}/statuses/build HTTP/1.1
      Host: bitbucket.org
      ${form}

      key=builder&state=SUCCESSFUL&url=http%3A%2F%2Fmunprdjenkins1%3A8080%2Fjob%2F1&description=`,
    needs: { status: 201, body: { url: 'http://munprdjenkins1:8080/job/1', description: '' } },
  },
];

const memberRequests: readonly ClientRequest[] = [
  {
    client: 'atlassian-python-api',
    sends: 'null for what it does not have',
    request: post(
      [json],
      '{"key":"nulls","state":"FAILED","url":"https://ci.example.org","name":null,"description":null,"refname":null}',
    ),
    needs: { status: 201, body: { name: '', description: '', refname: null } },
  },
  {
    client: 'go-bitbucket',
    sends: 'empty texts for what it does not have',
    request: post([json], '{"key":"empty","state":"FAILED","url":"https://ci.example.org","name":"","description":""}'),
    needs: { status: 201, body: { name: '', description: '' } },
  },
  {
    client: 'Jenkins',
    sends: 'members of its own, a name of 255 characters, and a branch',
    request: post(
      [json],
      JSON.stringify({
        key: 'd41d8cd98f00b204e9800998ecf8427e',
        state: 'STOPPED',
        name: 'n'.repeat(255),
        refname: 'main',
        buildDuration: 61_000,
        buildNumber: 12,
        parent: 'p',
        optionalData: {},
        url: 'https://ci.example.org',
      }),
    ),
    needs: { status: 201, body: { name: 'n'.repeat(255), refname: 'main', state: 'STOPPED' } },
  },
  {
    client: 'a Java client',
    sends: 'the members of its own kind of a status',
    request: post([json], '{"key":"own","state":"FAILED","owner":"acme","repo_slug":"widgets","revision":"e10dae2"}'),
    needs: { status: 201 },
  },
  {
    client: 'hydra',
    sends: 'a number as the key',
    request: post(
      [json],
      '{"key":4711,"state":"INPROGRESS","url":"https://hydra.example.org/build/4711","name":"Hydra"}',
    ),
    needs: { status: 201, body: { key: '4711' } },
  },
  {
    client: 'Digger',
    sends: 'no name, no branch, and the front page of Bitbucket as the url',
    server: 'strict',
    request: post([json], '{"key":"digger","state":"INPROGRESS","url":"https://bitbucket.org"}'),
    needs: { status: 201, body: { name: '', refname: null, url: 'https://bitbucket.org' } },
  },
  {
    client: 'Pipelines as Code',
    sends: 'an emoji, and a description beyond 140 characters',
    request: post(
      [json],
      JSON.stringify({ key: 'emoji', state: 'FAILED', name: '🚀 » lint → test', description: 'é'.repeat(400) }),
    ),
    needs: { status: 201, body: { name: '🚀 » lint → test', description: 'é'.repeat(400) } },
  },
  {
    client: 'screwdriver',
    sends: 'a state that Bitbucket does not have',
    request: post([json], '{"key":"pending","state":"PENDING","url":"https://cd.example.org"}'),
    needs: { status: 400, body: { type: 'error', error: { fields: { state: [expect.stringContaining('PENDING')] } } } },
  },
  {
    client: 'CDS',
    sends: 'a state of Bitbucket Data Center',
    request: post([json], '{"key":"cancelled","state":"CANCELLED","url":"https://cds.example.org"}'),
    needs: { status: 400, body: { error: { fields: { state: [expect.stringContaining('CANCELLED')] } } } },
  },
  {
    client: 'Pipelines as Code',
    sends: 'an empty state when it was cancelled',
    request: post([json], '{"key":"cancelled","state":"","url":"https://ci.example.org","name":"n","description":"d"}'),
    needs: { status: 400, body: { error: { fields: { state: ['This field is required.'] } } } },
  },
  {
    client: 'a shell script',
    sends: 'no state at all',
    request: post([form], 'key=stateless'),
    needs: { status: 400, body: { error: { fields: { state: ['This field is required.'] } } } },
  },
];

const limitRequests: readonly ClientRequest[] = [
  {
    client: 'Buildbot',
    sends: 'a key of 48 characters',
    server: 'strict',
    request: post([json], `{"key":"${longKey}","state":"FAILED","url":"https://buildbot.example.org"}`),
    needs: {
      status: 400,
      body: { type: 'error', error: { message: `key: ${longKeyProblem}`, fields: { key: [longKeyProblem] } } },
    },
  },
  {
    client: 'flux',
    sends: 'a key of 40 characters',
    server: 'strict',
    request: post(
      [json],
      `{"key":"${sha1}","state":"SUCCESSFUL","url":"https://bitbucket.org","name":"n","description":"d"}`,
    ),
    needs: { status: 201, body: { key: sha1 } },
  },
  {
    client: 'Atlantis',
    sends: 'a url whose host has no dot',
    server: 'strict',
    request: post([json], '{"key":"atlantis","state":"FAILED","url":"http://munprdjenkins1:8080/job/1"}'),
    needs: {
      status: 400,
      body: { type: 'error', error: { message: 'url: Enter a valid URL.', fields: { url: ['Enter a valid URL.'] } } },
    },
  },
  {
    client: 'codecov',
    sends: 'a url on localhost',
    server: 'strict',
    request: post([form], 'key=codecov&state=FAILED&url=https%3A%2F%2Flocalhost%3A50036%2Fgh'),
    needs: { status: 201, body: { url: 'https://localhost:50036/gh' } },
  },
  {
    client: '@atlaskit',
    sends: 'an address of the API as the url',
    server: 'strict',
    request: post(
      [json],
      '{"key":"api","state":"FAILED","url":"https://api.bitbucket.org/2.0/repositories/acme/widgets"}',
    ),
    needs: { status: 201, body: { url: 'https://api.bitbucket.org/2.0/repositories/acme/widgets' } },
  },
];

const targetRequests: readonly ClientRequest[] = [
  {
    client: 'Jenkins behind a proxy',
    sends: 'the whole URL as the target',
    request: `GET http://api.bitbucket.org${commit}/statuses/build/known HTTP/1.1\nHost: proxy.example.org:3128`,
    needs: {
      status: 200,
      body: { links: { self: { href: `http://api.bitbucket.org${commit}/statuses/build/known` } } },
    },
  },
  {
    client: 'TeamCity',
    sends: 'two slashes in front of the path',
    request: `GET /${commit}/statuses?pagelen=25&page=1 HTTP/1.1`,
    needs: { status: 200, body: { pagelen: 25 } },
  },
  {
    client: 'Jenkins',
    sends: 'HEAD',
    request: `HEAD ${commit}/statuses/build/known HTTP/1.1`,
    needs: { status: 200, text: '' },
  },
  {
    client: 'Atlantis',
    sends: 'a header against forged requests',
    request: post([json, 'X-Atlassian-Token: no-check'], '{"key":"no-check","state":"FAILED"}'),
    needs: { status: 201 },
  },
];

/** How clients write what they send. */
export const encodingRequests: readonly ClientRequest[] = [
  ...typeRequests,
  ...memberRequests,
  ...limitRequests,
  ...targetRequests,
];
