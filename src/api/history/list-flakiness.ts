import { Type } from 'typebox';
import { type FlakinessPage as Found, listFlakiness as list } from '../../actions/list-flakiness.ts';
import { clip } from '../../domain/clip.ts';
import { invalidFields } from '../../domain/error.ts';
import type { Flakiness } from '../../domain/flakiness.ts';
import { formatInstant } from '../../domain/instant.ts';
import { parseDuration } from '../../domain/parse-duration.ts';
import type { Links } from '../../http/links.ts';
import { pageParameters, parsePage, presentCollection } from '../collection.ts';
import { presentCommitHash } from '../commits/present-commit.ts';
import { endpoint } from '../endpoint.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { type FlakinessAnswer, FlakinessPage } from './flakiness-schemas.ts';

const usualWindow = '30d';

export function listFlakiness() {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/flakiness',
    operationId: 'listFlakiness',
    summary: 'List which builds are flaky',
    description:
      'How often a build both failed and succeeded on the same commit, for each key and branch, worst first. Whoever may report builds may look, too.',
    tag: 'History',
    scopes: ['repository'],
    schemas: {
      params: repositoryParameters,
      querystring: Type.Object({
        ...pageParameters(),
        window: Type.Optional(
          Type.String({ description: `How far back, e.g. \`12h\` or \`90d\`: \`${usualWindow}\` unless told.` }),
        ),
        key: Type.Optional(Type.String({ description: 'Only the build with exactly this key.' })),
        branch: Type.Optional(Type.String({ description: 'Only what named this branch.' })),
      }),
    },
    responses: { 200: FlakinessPage, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, ...request }) {
      const asked = parsePage(query);
      const search = {
        address: { workspace: params.workspace, slug: params.repo_slug },
        window: parseWindow(query.window || usualWindow),
        ...(query.key && { key: query.key }),
        ...(query.branch && { branch: query.branch }),
      };
      const found = await list(context, search, { offset: asked.offset, limit: asked.pagelen });
      const values = found.values.map((one) => presentFlakiness(found, one, request.links));
      return {
        since: formatInstant(found.since),
        is_complete: found.isComplete,
        ...presentCollection(asked, { values, size: found.size }, request),
      };
    },
  });
}

/** In microseconds. */
function parseWindow(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds) return milliseconds * 1000;
  throw invalidFields({ window: [`Say how far back, like 12h or 90d (received '${clip(text)}').`] });
}

function presentFlakiness({ repository, hashes }: Found, flakiness: Flakiness, links: Links): FlakinessAnswer {
  const { key, refname = null, commits, flakyCommits, last } = flakiness;
  const hash = last && hashes.get(last.commitId);
  return {
    type: 'flakiness',
    key,
    refname,
    commits,
    flaky_commits: flakyCommits,
    share: flakyCommits / commits,
    last:
      last === undefined || hash === undefined
        ? null
        : { commit: presentCommitHash(repository, hash, links), occurred_on: formatInstant(last.lastOn) },
  };
}
