import { expect } from 'vitest';
import { documentedCommit } from '../../support/addresses.ts';
import type { ClientRequest } from './client-request.ts';

const repository = '/2.0/repositories/acme/widgets';
const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$/);
/** What clients ask for before they report: who they are, repositories, commits and branches. */
export const repositoryRequests: readonly ClientRequest[] = [
  {
    client: 'renovate',
    sends: 'a question for who it is',
    request: 'GET /2.0/user HTTP/1.1\nAuthorization: Basic YWxpY2U6c2VjcmV0',
    needs: {
      status: 200,
      body: {
        type: 'user',
        username: 'alice',
        nickname: 'alice',
        display_name: 'alice',
        uuid: expect.stringMatching(/^\{.{36}\}$/),
        account_id: expect.any(String),
        created_on: time,
        links: { avatar: { href: expect.any(String) } },
      },
    },
  },
  {
    client: 'danger',
    sends: 'the same with a slash behind it, and the type of a body that it does not send',
    request: 'GET /2.0/user/ HTTP/1.1\nContent-Type: application/json\nAuthorization: Basic YWxpY2U6c2VjcmV0',
    needs: { status: 200, body: { username: 'alice' } },
  },
  {
    client: 'renovate',
    sends: 'a question for its repository',
    request: `GET ${repository} HTTP/1.1`,
    needs: {
      status: 200,
      body: {
        type: 'repository',
        uuid: expect.any(String),
        full_name: 'acme/widgets',
        name: 'widgets',
        slug: 'widgets',
        is_private: false,
        has_issues: false,
        scm: 'git',
        parent: null,
        created_on: time,
        updated_on: time,
        mainbranch: { type: 'branch', name: 'main' },
        owner: { username: 'acme' },
        workspace: { slug: 'acme' },
        project: { key: expect.any(String), name: expect.any(String) },
        links: {
          self: { href: expect.any(String) },
          html: { href: 'http://api.bitbucket.org/acme/widgets' },
          clone: [{ name: 'https', href: expect.any(String) }],
          commits: expect.anything(),
          branches: expect.anything(),
          pullrequests: expect.anything(),
        },
      },
    },
  },
  {
    client: 'atlassian-python-api',
    sends: 'the same with a slash behind it',
    request: `GET ${repository}/ HTTP/1.1`,
    needs: { status: 200, body: { full_name: 'acme/widgets' } },
  },
  {
    client: 'sonar',
    sends: 'a question for some members of it',
    request: `GET ${repository}?fields=uuid,mainbranch.name HTTP/1.1`,
    needs: { status: 200, text: expect.stringMatching(/^\{"uuid":"[^"]*","mainbranch":\{"name":"main"\}\}$/) },
  },
  {
    client: 'TeamCity',
    sends: 'two slashes in front of the path',
    request: `GET /${repository} HTTP/1.1`,
    needs: { status: 200, body: { links: { self: { href: `http://api.bitbucket.org${repository}` } } } },
  },
  {
    client: 'renovate',
    sends: 'a question for the repositories where it may work',
    request: 'GET /2.0/repositories/acme?role=contributor&pagelen=100 HTTP/1.1',
    needs: {
      status: 200,
      body: {
        size: 2,
        values: [{ full_name: 'acme/gears' }, { full_name: 'acme/widgets', mainbranch: { name: 'main' } }],
      },
    },
  },
  {
    client: 'Backstage',
    sends: 'a search among the repositories of a workspace',
    request:
      'GET /2.0/repositories/acme?q=project.key%20!=%20%22NONE%22%20AND%20name~%22WID%22&page=1&pagelen=100 HTTP/1.1',
    needs: { status: 200, body: { values: [{ slug: 'widgets' }] } },
  },
  {
    client: 'Backstage',
    sends: 'a question for the workspaces of its user',
    request: 'GET /2.0/user/workspaces HTTP/1.1',
    needs: { status: 200, body: { values: [{ workspace: { type: 'workspace', slug: 'acme' } }] } },
  },
  {
    client: 'go-scm',
    sends: 'a question for its workspaces, the way that bitbucket.org no longer answers',
    request: 'GET /2.0/workspaces?page=1&pagelen=30 HTTP/1.1',
    needs: { status: 200, body: { values: [{ slug: 'acme', name: 'acme' }] } },
  },
  {
    client: 'Jenkins',
    sends: 'a question for a workspace',
    request: 'GET /2.0/workspaces/acme HTTP/1.1',
    needs: { status: 200, body: { type: 'workspace', slug: 'acme', links: { avatar: expect.anything() } } },
  },
  {
    client: 'atlassian-python-api',
    sends: 'a question for a commit',
    request: `GET ${repository}/commit/${documentedCommit} HTTP/1.1`,
    needs: {
      status: 200,
      body: {
        type: 'commit',
        hash: documentedCommit,
        message: expect.any(String),
        date: time,
        author: { raw: expect.any(String) },
        parents: [],
        links: { self: expect.anything(), html: expect.anything(), statuses: expect.anything() },
      },
    },
  },
  {
    client: 'Pipelines as Code',
    sends: 'a question for the last commits of a branch',
    request: `GET ${repository}/commits/feature/gate?pagelen=1 HTTP/1.1`,
    needs: { status: 200, body: { values: [{ hash: documentedCommit }] } },
  },
  {
    client: 'Woodpecker',
    sends: 'a question for all commits',
    request: `GET ${repository}/commits HTTP/1.1`,
    needs: { status: 200, body: { values: [{ hash: documentedCommit }] } },
  },
  {
    client: 'Jenkins',
    sends: 'a question for a commit that nobody has',
    request: `GET ${repository}/commit/8cc05016c7b5 HTTP/1.1`,
    needs: {
      status: 404,
      text: '{"type":"error","error":{"message":"Commit not found","data":{"shas":["8cc05016c7b5"]}},"data":{"shas":["8cc05016c7b5"]}}',
    },
  },
  {
    client: 'renovate',
    sends: 'a question for all branches',
    request: `GET ${repository}/refs/branches?pagelen=100 HTTP/1.1`,
    needs: {
      status: 200,
      body: { values: [{ name: 'feature/gate', target: { hash: documentedCommit } }, { name: 'main' }] },
    },
  },
  {
    client: 'screwdriver',
    sends: 'the slashes in the name of a branch as they are',
    request: `GET ${repository}/refs/branches/feature/gate HTTP/1.1`,
    needs: {
      status: 200,
      body: {
        name: 'feature/gate',
        target: { hash: documentedCommit, repository: { full_name: 'acme/widgets', uuid: expect.any(String) } },
      },
    },
  },
];
