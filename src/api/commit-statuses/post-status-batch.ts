import type { Static } from 'typebox';
import { putCommitStatuses } from '../../actions/put-commit-statuses.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { createItemParser } from '../item-parser.ts';
import { ErrorAnswer, repositoryParameters } from '../schemas.ts';
import { buildNumberOf } from './build-number-of.ts';
import { AnyBatch, batchItem, batchOf, PartlyRefusedBatch, StoredBatch } from './commit-status-batch-schemas.ts';
import { contentOf } from './content-of.ts';
import { presentStatusBatch } from './present-status-batch.ts';

/** Room for a thousand statuses with long texts; not for a thousand whose members are all as long as they may be. */
const bodyLimit = 8 * 1024 * 1024;

export function postStatusBatch(service: ApiContext) {
  const item = batchItem(service.rules);
  return endpoint({
    method: 'POST',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/statuses/batch',
    operationId: 'createBuildStatuses',
    summary: 'Create many build statuses at once',
    description:
      'Creates or overwrites up to 1,000 statuses of any commits of one repository, in their order and all at the same moment. Each is answered on its own, as if it had been sent alone; short hashes name commits that were known before.',
    tag: 'Commit statuses',
    scopes: ['buildstatus:write'],
    bodyLimit,
    isJsonAlone: true,
    // One that is wrong is refused alone.
    schemas: { params: repositoryParameters, body: AnyBatch },
    documentedBody: batchOf(item),
    responses: { 200: StoredBatch, 207: PartlyRefusedBatch, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, body, links, raw }, reply) {
      const parse = createItemParser(raw, item);
      const outcomes = await putCommitStatuses(context, {
        address: { workspace: params.workspace, slug: params.repo_slug },
        statuses: await Promise.allSettled(body.statuses.map(async (sent) => toStatus(parse(sent)))),
      });
      const answer = presentStatusBatch(outcomes, { links, explain: (reason) => service.explainError(reason, raw) });
      reply.status(answer.refused === 0 ? 200 : 207);
      return answer;
    },
  });
}

function toStatus(item: Static<ReturnType<typeof batchItem>>) {
  return { commit: item.commit, key: String(item.key), content: contentOf(item), buildNumber: buildNumberOf(item) };
}
