import { type Static, type TSchema, Type } from 'typebox';
import { followNews } from '../../actions/follow-news.ts';
import type { LookAtFollowed } from '../../actions/followed-events.ts';
import type { Scope } from '../../domain/scope.ts';
import { endOfWaiting } from '../../http/closing-signal.ts';
import { eventStream, eventStreamType, formatEventBlock } from '../../http/event-stream.ts';
import { type ApiContext, type Endpoint, endpoint, selectionOf, selectionParameter } from '../endpoint.ts';
import { statusEventExample } from '../history/status-event-schemas.ts';
import { ErrorAnswer } from '../schemas.ts';
import { presentNews } from './news-blocks.ts';
import { parseLastEventId } from './parse-last-event-id.ts';

const querystring = Type.Object({
  after: Type.Optional(
    Type.String({
      description:
        'The id of the last event that is known already; 0: everything that is kept. The header `Last-Event-ID` wins. Without either: from now on.',
    }),
  ),
  ...selectionParameter,
});

const example = formatEventBlock({ event: 'status', data: statusEventExample, id: statusEventExample.id });

const EventStream = Type.String({
  description:
    'Server-sent events. `status`: one entry of the history. `heartbeat`: all is told up to its id. `gap`: entries have been deleted for their age. `source`: the commit that a pull request comes from.',
  examples: [example],
});

/** What one stream is about. */
interface StreamDefinition<Params extends TSchema>
  extends Pick<Endpoint, 'path' | 'operationId' | 'summary' | 'description'> {
  readonly scopes: readonly Scope[];
  readonly params: Params;
  readonly follow: (params: Static<Params>) => LookAtFollowed;
}

/** A stream of events: what all of them have in common. */
export function eventStreamEndpoint<Params extends TSchema>(
  { eventStreams, findCallerAgain, closing }: ApiContext,
  { params: paramsSchema, follow, ...definition }: StreamDefinition<Params>,
) {
  return endpoint({
    ...definition,
    method: 'GET',
    tag: 'History',
    schemas: { params: paramsSchema, querystring },
    contentType: eventStreamType,
    responses: { 200: EventStream, 400: ErrorAnswer, 401: ErrorAnswer, 404: ErrorAnswer },
    async handle({ context, params, query, links, raw }, reply) {
      const select = selectionOf(query);
      const signal = endOfWaiting(reply, closing);
      const followed = await followNews(context, {
        look: follow(params as Static<Params>),
        after: parseLastEventId({ header: raw.headers['last-event-id'], after: query.after }),
        findCallerAgain: () => findCallerAgain(raw),
        beatMs: eventStreams.beatMs,
        signal,
      });
      const texts = presentNews(followed, links, (event) => select?.(event) ?? event);
      return eventStream(reply, texts, { ...eventStreams, signal });
    },
  });
}
