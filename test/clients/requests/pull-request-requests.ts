import { expect } from 'vitest';
import { documentedCommit } from '../../support/addresses.ts';
import type { ClientRequest } from './client-request.ts';

const repository = '/2.0/repositories/acme/widgets';
const notServed = {
  status: 404,
  reason: 'Not Found',
  body: { type: 'error', error: { message: 'Resource not found' } },
};

/** What Bitbucket has, and we do not. */
function missing(client: string, sends: string, target: string): ClientRequest {
  return { client, sends, request: `GET ${target} HTTP/1.1`, needs: notServed };
}

/** Pull requests, and what clients ask about them. */
export const pullRequestRequests: readonly ClientRequest[] = [
  {
    client: 'renovate',
    sends: 'a question for its pull requests in every state, some members of them',
    request: `GET ${repository}/pullrequests?state=OPEN&state=MERGED&state=DECLINED&state=SUPERSEDED&fields=values.id,values.source.branch.name,next&pagelen=50&sort=-updated_on HTTP/1.1`,
    needs: { status: 200, text: '{"values":[{"id":1,"source":{"branch":{"name":"feature/gate"}}}]}' },
  },
  {
    client: 'renovate',
    sends: 'a search by its author',
    request: `GET ${repository}/pullrequests?q=author.uuid=%22%7Bd98a9b76-6cf4-4d6c-b1ac-000000000000%7D%22&pagelen=50 HTTP/1.1`,
    needs: { status: 200, body: { size: 0, values: [] } },
  },
  {
    client: 'bert-e',
    sends: 'a search with spaces as pluses, AND, OR and parentheses',
    request: `GET ${repository}/pullrequests?q=source.branch.name+=+%22feature/gate%22+AND+(state+=+%22open%22+OR+state+=+%22MERGED%22) HTTP/1.1`,
    needs: { status: 200, body: { values: [{ id: 1, state: 'OPEN' }] } },
  },
  {
    client: 'Digger',
    sends: 'a search with spaces as %20, and a slash behind the path',
    request: `GET ${repository}/pullrequests/?q=source.branch.name%20=%20%22feature/gate%22 HTTP/1.1`,
    needs: { status: 200, body: { values: [{ id: 1 }] } },
  },
  {
    client: 'Jenkins',
    sends: 'more to a page than there may be of these',
    request: `GET ${repository}/pullrequests?pagelen=51 HTTP/1.1`,
    needs: { status: 400, body: { error: { message: 'Invalid pagelen' } } },
  },
  {
    client: 'Atlantis',
    sends: 'a question for a pull request',
    request: `GET ${repository}/pullrequests/1 HTTP/1.1`,
    needs: {
      status: 200,
      body: { id: 1, state: 'OPEN', source: { commit: { hash: documentedCommit }, branch: { name: 'feature/gate' } } },
    },
  },
  {
    client: 'Jenkins',
    sends: 'a question for the newest commit of a pull request',
    request: `GET ${repository}/pullrequests/1/commits?fields=values.hash,values.author.raw,values.date,values.message&pagelen=1 HTTP/1.1`,
    needs: { status: 200, body: { values: [{ hash: documentedCommit, author: { raw: expect.any(String) } }] } },
  },
  {
    client: 'renovate',
    sends: 'the order to merge a pull request that nobody opened',
    request: `POST ${repository}/pullrequests/99/merge HTTP/1.1\nContent-Type: application/json\n\n{"close_source_branch":true,"merge_strategy":"squash"}`,
    needs: { status: 404, reason: 'Not Found' },
  },
  missing('danger', 'a question for the diff', `${repository}/pullrequests/1/diff`),
  missing('Atlantis', 'a question for what files differ', `${repository}/pullrequests/1/diffstat`),
  missing('danger', 'a question for the comments', `${repository}/pullrequests/1/comments?q=deleted=false`),
  missing('danger', 'a question for what went on', `${repository}/pullrequests/1/activity`),
  {
    client: 'go-scm',
    sends: 'a question for the webhooks',
    request: `GET ${repository}/hooks?page=1&pagelen=30 HTTP/1.1`,
    needs: { status: 200, body: { page: 1, pagelen: 30, size: expect.any(Number), values: expect.any(Array) } },
  },
  {
    client: 'Woodpecker',
    sends: 'a webhook to an address with a bare question mark',
    request: `POST ${repository}/hooks? HTTP/1.1\nContent-Type: application/json\n\n{"active":true,"description":"woodpecker","events":["repo:push"],"url":"https://ci.example.com/hook?access_token=x"}`,
    needs: {
      status: 201,
      body: {
        uuid: expect.any(String),
        url: 'https://ci.example.com/hook?access_token=x',
        description: 'woodpecker',
        active: true,
        events: ['repo:push'],
        skip_cert_verification: false,
      },
    },
  },
];
