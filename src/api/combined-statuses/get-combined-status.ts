import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { awaitCombinedStatus } from '../../actions/await-combined-status.ts';
import type { CombinedStatusInContext } from '../../actions/get-combined-status.ts';
import { invalidFields } from '../../domain/error.ts';
import { endOfWaiting } from '../../http/closing-signal.ts';
import { entityTag, namesTag } from '../../http/entity-tag.ts';
import { type ApiContext, endpoint } from '../endpoint.ts';
import { commitParameters, ErrorAnswer } from '../schemas.ts';
import { CombinedStatusAnswer } from './combined-status-schemas.ts';
import { presentCombinedStatus } from './present-combined-status.ts';
import { selectionOf, selectionParameters } from './selection-of.ts';

/** Longer than any proxy holds a request; whoever waits longer asks again. */
const maxWaitSeconds = 300;

const ends = ['final', 'failure', 'change'] as const;

type End = (typeof ends)[number];

export function getCombinedStatus(service: ApiContext) {
  return endpoint({
    method: 'GET',
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/combined-status',
    operationId: 'getCombinedStatus',
    summary: 'Get the combined status of a commit',
    description:
      'What all statuses of the commit come to, or those of some keys. With `wait`, the answer is held back until it is decided. Whoever may report builds may look, too.',
    tag: 'Combined statuses',
    scopes: ['repository'],
    schemas: {
      params: commitParameters,
      querystring: Type.Object({
        ...selectionParameters,
        wait: Type.Optional(
          Type.String({ description: `How many seconds the answer may be held back, ${maxWaitSeconds} at most.` }),
        ),
        until: Type.Optional(
          Type.Unsafe<End | ''>({
            type: 'string',
            enum: [...ends, ''],
            description:
              'What is waited for: `final`, unless told, that nothing is in progress or missing; `failure`, that, or that something has failed; `change`, that the answer is another than the one that `If-None-Match` names.',
          }),
        ),
      }),
    },
    responses: {
      200: CombinedStatusAnswer,
      304: Type.Null({ description: 'It still is what `If-None-Match` names.' }),
      400: ErrorAnswer,
      401: ErrorAnswer,
      404: ErrorAnswer,
    },
    async handle({ context, params, query, links, raw }, reply) {
      const selection = selectionOf(query);
      const present = (found: CombinedStatusInContext) => presentCombinedStatus(found, selection, links);
      const isNews = (found: CombinedStatusInContext) => !isKnown(raw, tagOf(present(found)));
      const found = await awaitCombinedStatus(
        context,
        { address: { workspace: params.workspace, slug: params.repo_slug }, commit: params.commit, ...selection },
        {
          timeoutMs: parseWait(query.wait) * 1000,
          findCallerAgain: () => service.findCallerAgain(raw),
          signal: endOfWaiting(reply, service.closing),
          isEnough: query.until === 'change' ? isNews : isDecided(query.until || 'final'),
        },
      );
      return answerUnlessKnown(present(found), raw, reply);
    },
  });
}

function isDecided(until: Exclude<End, 'change'>): (found: CombinedStatusInContext) => boolean {
  return ({ combined: { isFinal, keys } }) => isFinal || (until === 'failure' && keys.FAILED.length > 0);
}

function parseWait(text = ''): number {
  const seconds = /^\d{0,3}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= maxWaitSeconds) return seconds;
  throw invalidFields({ wait: [`Send a whole number of seconds from 0 to ${maxWaitSeconds}.`] });
}

function answerUnlessKnown<Answer extends object>(
  answer: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): Answer | undefined {
  const tag = tagOf(answer);
  // What one may see, another may not.
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (!isKnown(request, tag)) return answer;
  reply.status(304);
  return undefined;
}

function tagOf(answer: object): string {
  return entityTag(JSON.stringify(answer));
}

function isKnown({ headers }: FastifyRequest, tag: string): boolean {
  return namesTag(headers['if-none-match'], tag);
}
