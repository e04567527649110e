import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildUrl, statusesUrl } from '../support/addresses.ts';
import { basic, call } from '../support/call.ts';
import { callTarget } from '../support/call-target.ts';
import { createGitRepository } from '../support/git-repository.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startTiedServer } from '../support/start-tied-server.ts';
import { createTemporaryDirectory } from '../support/temporary-directory.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** What a browser would run if any of it got into a page as it is. */
const script = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`;

describe('a script in a text', () => {
  test('is shown as a text on the page of a commit, wherever it stands', async () => {
    const commit = 'a'.repeat(40);
    const headers = { authorization: basic(script, 'x') };
    const json = {
      key: `k${script}`,
      name: `n${script}`,
      description: `d${script}`,
      refname: `r${script}`,
      url: `https://ci.example.org/{repository.name}?q=${script.replaceAll(' ', '/')}`,
      state: 'FAILED',
    };
    const workspace = await call(`${server.baseUrl}/2.0/repositories/acme/widgets`, {
      method: 'PUT',
      json: { name: 'widgets', description: script, project: { key: 'P', name: script } },
      headers,
    });
    expect(workspace.status).toBeLessThan(300);
    const posted = await call(buildUrl(server.baseUrl, { commit }), { method: 'POST', json, headers });
    expect([posted.status, posted.body.error]).toEqual([201, undefined]);

    const page = await call(`${server.baseUrl}/acme/widgets/commits/${commit}`, { headers });

    expect(page.status).toBe(200);
    for (const text of ['k', 'n', 'd', 'r']) expect(page.body).toContain(`${text}&quot;'>&lt;script>`);
    expect(page.body).not.toMatch(/<script|<img src=x|href="javascript/i);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil.test/x',
  ])('is no url: %j', async (url) => {
    const json = { key: 'url', state: 'FAILED', url };

    const { status, body } = await call(buildUrl(server.baseUrl), { method: 'POST', json });

    expect([status, Object.keys(body.error.fields)]).toEqual([400, ['url']]);
  });

  test('that comes by Git is shown as a text, too', async () => {
    using git = createGitRepository();
    const commit = git.commit(`subject ${script}\n\nbody ${script}`);
    await using tied = await startTiedServer();
    await tied.tie('acme/widgets', git.directory);

    const page = await call(`${tied.baseUrl}/acme/widgets/commits/${commit}`);

    expect(page.body).toContain('subject &quot;');
    expect(page.body).not.toMatch(/<script|<img src=x/i);
  });

  test('in an address is not repeated as it is', async () => {
    for (const path of [`/${encodeURIComponent(script)}`, `/a/b/commits/${encodeURIComponent(script)}`]) {
      const page = await call(`${server.baseUrl}${path}`, { headers: { accept: 'text/html' } });
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.body).not.toMatch(/<script|<img src=x/i);
    }
  });
});

describe('a line break', () => {
  test.each(['\r\nx-evil: 1', '\nset-cookie: a=b', '\u2028x', '\u0085x'])(
    'in a key makes no header: %j',
    async (end) => {
      const json = { key: `break${end}`, state: 'FAILED' };

      const answer = await call(buildUrl(server.baseUrl), { method: 'POST', json });

      expect(answer.status).toBeLessThan(500);
      expect([answer.headers.get('x-evil'), answer.headers.get('set-cookie')]).toEqual([null, null]);
      if (answer.status < 300) {
        expect((await call(`${server.baseUrl}${answer.headers.get('location')}`)).body.key).toBe(json.key);
      }
    },
  );

  test('in a path or a host makes no header', async () => {
    for (const path of ['/%0d%0ax-evil:%201', '/2.0/repositories/a%0d%0ax-evil:%201/b']) {
      expect((await call(`${server.baseUrl}${path}`)).headers.get('x-evil')).toBeNull();
    }
  });
});

describe('a way out of where it belongs', () => {
  const ways = ['..', '.', '..%2f..%2fetc', '%2e%2e', '..\\..', '....//', '%00', 'a%00b', '~', '-', '--help'];

  test.each(ways)('is not a slug that leads anywhere: %s', async (slug) => {
    const answers = await Promise.all([
      call(buildUrl(server.baseUrl, { repository: `acme/${slug}` }), {
        method: 'POST',
        json: { key: 'k', state: 'FAILED' },
      }),
      callTarget(server.baseUrl, `/assets/${slug}/package.json`),
      callTarget(server.baseUrl, `/assets/${slug}/../../../package.json`),
    ]);

    for (const { status, body } of answers) {
      expect(status).toBeLessThan(500);
      expect(JSON.stringify(body)).not.toContain('"dependencies"');
    }
    expect(answers.slice(1).map(({ status }) => status)).not.toContain(200);
  });

  test('is no option of Git, wherever a name of a commit or a branch is taken', async () => {
    using git = createGitRepository();
    git.commit('first');
    using directory = createTemporaryDirectory();
    await using tied = await startTiedServer();
    await tied.tie('acme/widgets', git.directory);
    const written = `${directory.path}/written`;
    const names = [
      `--output=${written}`,
      '--help',
      '-h',
      '--upload-pack=touch',
      '--exec=x',
      '@{-1}',
      ':/first',
      '--all',
    ];

    for (const name of names.map(encodeURIComponent)) {
      const base = `${tied.baseUrl}/2.0/repositories/acme/widgets`;
      for (const path of [
        `/commit/${name}`,
        `/commits/${name}`,
        `/commits?include=${name}`,
        `/commits?exclude=${name}`,
        `/refs/branches/${name}`,
        `/refs/tags/${name}`,
        `/commit/${name}/statuses`,
      ]) {
        const { status } = await call(base + path);
        expect([path, status], path).toEqual([path, expect.toBeOneOf([400, 404])]);
      }
    }
    expect(existsSync(written)).toBe(false);
  });
});

describe('a body', () => {
  const json = { 'content-type': 'application/json' };

  test.each([
    ['arrays', '['.repeat(30_000)],
    ['closed arrays', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['objects', `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`],
    ['objects under a member', `{"key":"k","state":"FAILED","x":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`],
    ['objects under a known member', `{"state":"FAILED","key":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`],
  ])('of many %s in each other brings nothing down', async (_, raw) => {
    const answer = await call(buildUrl(server.baseUrl), { method: 'POST', raw, headers: json });

    expect([200, 201, 400]).toContain(answer.status);
    expect((await call(`${server.baseUrl}/healthz`)).status).toBe(200);
  });

  test('that is too large is refused, wherever it is sent', async () => {
    const raw = `{"key":"${'x'.repeat(70_000)}","state":"FAILED"}`;

    const answer = await call(buildUrl(server.baseUrl), { method: 'POST', raw, headers: json });

    expect([answer.status, answer.body.type]).toEqual([413, 'error']);
  });

  test.each([
    [
      'JSON',
      { raw: '{"key":"p","state":"FAILED","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}' },
    ],
    ['nested JSON', { raw: '{"key":"p","state":"FAILED","name":{"__proto__":{"admin":true}}}' }],
    [
      'a form',
      {
        form: {
          key: 'p',
          state: 'FAILED',
          '__proto__[admin]': '1',
          __proto__: 'x',
          'constructor.prototype.admin': '1',
        },
      },
    ],
  ])('cannot change what all objects have, as %s', async (_, sent) => {
    const headers = 'raw' in sent ? json : {};

    const answer = await call(buildUrl(server.baseUrl), { method: 'POST', headers, ...sent });

    expect(answer.status).toBeLessThan(500);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(JSON.stringify(answer.body)).not.toContain('admin');
  });

  test('that trickles in holds nobody else up, and counts for nothing when it ends early', async () => {
    const { hostname, port } = new URL(server.baseUrl);
    const trickling = Array.from({ length: 100 }, () => connect(Number(port), hostname).on('error', () => {}));
    await Promise.all(trickling.map((socket) => once(socket, 'connect')));
    const path = new URL(buildUrl(server.baseUrl, { commit: 'b'.repeat(40) })).pathname;
    for (const socket of trickling) {
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"key":`,
      );
    }

    const answer = await call(buildUrl(server.baseUrl), { method: 'POST', json: { key: 'quick', state: 'FAILED' } });
    for (const socket of trickling) socket.destroy();

    expect(answer.status).toBeLessThan(300);
    expect((await call(statusesUrl(server.baseUrl, { commit: 'b'.repeat(40) }))).body.size).toBe(0);
  });
});

test('a query cannot change what all objects have', async () => {
  for (const query of ['__proto__[admin]=1', '__proto__=1', 'constructor[prototype][admin]=1', 'q=__proto__="x"']) {
    expect((await call(`${statusesUrl(server.baseUrl)}?${query}`)).status).toBeLessThan(500);
  }
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});
