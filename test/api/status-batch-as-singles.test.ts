import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildUrl, documentedCommit, hashFrom } from '../support/addresses.ts';
import { type Answer, call } from '../support/call.ts';
import { startServer } from '../support/start-server.ts';
import { batchUrl, postBatch } from '../support/status-batch.ts';

/** Known to the repository before; its first seven digits are ambiguous, since the second has them too. */
const known = [hashFrom('e10dae2'), hashFrom('e10dae27')];

const commit = fc.constantFrom(
  documentedCommit,
  documentedCommit.toUpperCase(),
  hashFrom('c0ffee'),
  'a'.repeat(64),
  'e10dae27',
  'e10dae2',
  'facade0',
  'main',
  'g'.repeat(40),
);

const text = fc.oneof(
  fc.constantFrom(undefined, null, '', 7, ['x'], 'x'.repeat(255), '😀'.repeat(256), '\0', '\ud800'),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

const item = fc.record({
  commit,
  key: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'a/b', 7) }, text, fc.constantFrom('.', 1e300)),
  state: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('SUCCESSFUL', 'FAILED', 'INPROGRESS', 'STOPPED') },
    fc.constantFrom('failed', '', null, undefined, 1),
  ),
  name: text,
  description: text,
  refname: fc.oneof(text, fc.constant('refs/heads/main')),
  url: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('https://ci.example.org/{repository.full_name}/{commit.hash}') },
    fc.constantFrom('', null, undefined, 'javascript:alert(1)', 'http://intern/1', 'http://{commit.hash}.example.org'),
  ),
  type: fc.constantFrom(undefined, 'build', '', null, 'test'),
  buildNumber: fc.constantFrom(undefined, 1, 2, '3', 'x'),
});

interface Place {
  readonly baseUrl: string;
  readonly repository: string;
}

function postAlone(
  { baseUrl, repository }: Place,
  { commit, ...json }: { readonly commit: string; readonly [member: string]: unknown },
) {
  return call(buildUrl(baseUrl, { repository, commit }), { method: 'POST', json });
}

/** A repository that knows two commits. */
async function startPlace(baseUrl: string): Promise<Place> {
  const place = { baseUrl, repository: `acme/${randomUUID()}` };
  for (const commit of known) {
    await postAlone(place, { commit, key: 'known', state: 'FAILED', url: 'https://example.org' });
  }
  return place;
}

/** With its time and its place left out, and UUIDs by the order in which they appear. */
function normalise(answer: unknown, { repository }: Place): unknown {
  const uuids: string[] = [];
  const [, slug = ''] = repository.split('/');
  const normalised = JSON.stringify(answer)
    .replaceAll(slug, 'SLUG')
    .replaceAll(/\{[0-9a-f]{8}-[0-9a-f-]{27}\}/g, (uuid) => {
      if (!uuids.includes(uuid)) uuids.push(uuid);
      return `UUID ${uuids.indexOf(uuid)}`;
    })
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]{15}\+00:00/g, 'TIME');
  return JSON.parse(normalised);
}

describe.each([{ strict: false }, { strict: true }])('with %o', (flags) => {
  test('each status of a batch is answered as it would be alone, whatever is sent', async () => {
    await using server = await startServer({ ...flags, logLevel: 'silent' });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 12 }), async (items) => {
        const [together, alone] = [await startPlace(server.baseUrl), await startPlace(server.baseUrl)];
        const singles: Answer[] = [];
        for (const one of items) singles.push(await postAlone(alone, one));

        const batch = await postBatch(batchUrl(server.baseUrl, together.repository), items);

        const expected = singles.map(({ status, headers, body }) => ({
          status,
          ...(headers.has('signalbox-superseded') && { superseded: true }),
          ...(status < 300 ? { commit_status: body } : { error: body.error }),
        }));
        expect(normalise(batch.body.values, together)).toEqual(normalise(expected, alone));
        const counts = [200, 201].map((status) => singles.filter((single) => single.status === status).length);
        expect([batch.body.updated, batch.body.created]).toEqual(counts);
        expect(batch.status).toBe(singles.every(({ status }) => status < 300) ? 200 : 207);
      }),
      { numRuns: 60 },
    );
  });
});
