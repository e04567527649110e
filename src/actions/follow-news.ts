import type { Caller } from '../domain/caller.ts';
import { invalidFields, ServiceError } from '../domain/error.ts';
import type { PullRequestEnd } from '../domain/pull-request.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { ActionContext } from './context.ts';
import { type EventGap, type EventStretch, followStretches } from './follow-status-events.ts';
import type { Followed, LookAtFollowed } from './followed-events.ts';

/** What whoever follows is told. */
export type News =
  | { readonly kind: 'event'; readonly event: StatusEvent }
  /** All that there is up to that number has been told. */
  | { readonly kind: 'position'; readonly id: number }
  | { readonly kind: 'gap'; readonly gap: EventGap }
  /** What a pull request comes from: at the beginning, and when that has moved. */
  | { readonly kind: 'source'; readonly source: PullRequestEnd };

export interface NewsRequest {
  readonly look: LookAtFollowed;
  /** The last event that is known already, and how it was told; from now on, unless told. */
  readonly after?: { readonly id: number; readonly member: string } | undefined;
  /** Who the caller is by now; `undefined` when the credentials are good for nothing any more. */
  readonly findCallerAgain: () => Promise<Caller | undefined>;
  /** How often that is asked, and the position told. */
  readonly beatMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** What is followed, and all that is new of it, by stretches. It ends when the caller may not see it any more. */
export interface FollowedNews {
  readonly followed: Followed;
  readonly news: AsyncIterable<readonly News[]>;
}

/** Throws what `look` throws, and invalid for a number that no event of the repository has yet. */
export async function followNews(context: ActionContext, request: NewsRequest): Promise<FollowedNews> {
  const followed = await request.look(context);
  const after = await beginAfter(context, followed, request);
  return { followed, news: tellNews({ context, followed }, request, after) };
}

async function beginAfter({ store }: ActionContext, { repository }: Followed, { after }: NewsRequest): Promise<number> {
  const query = { repositoryId: repository.id };
  const [last, pruned] = await Promise.all([
    store.statusEvents.findLastStatusEventId(query),
    store.statusEvents.findPrunedThrough(query),
  ]);
  const newest = Math.max(last, pruned);
  if (after === undefined) return newest;
  if (after.id <= newest) return after.id;
  throw invalidFields({
    [after.member]: [
      `There is no event ${after.id} yet, the newest is ${newest}: it is of another repository, or the database was put back. Read how things stand, and follow them from now on.`,
    ],
  });
}

/** What is followed, and in whose name it was last looked at. */
interface Look {
  readonly context: ActionContext;
  readonly followed: Followed;
}

async function* tellNews(
  first: Look,
  request: NewsRequest,
  after: number,
): AsyncGenerator<readonly News[], void, void> {
  const { signal, beatMs } = request;
  yield [{ kind: 'position', id: after }, ...newsOfSource(undefined, first.followed)];
  let before = first;
  const following = { repositoryId: first.followed.repository.id, after, signal, beatMs };
  for await (const stretch of followStretches(first.context, following)) {
    const now = await lookAgain(before, request, stretch);
    if (now === undefined) return;
    const news = newsOf(stretch, before.followed, now.followed);
    if (news.length > 0) yield news;
    before = now;
  }
}

/** The look that goes with a stretch; `undefined` when there is nothing to be seen any more. */
async function lookAgain(
  { context, followed }: Look,
  { look, findCallerAgain }: NewsRequest,
  { isBeat, events }: EventStretch,
): Promise<Look | undefined> {
  const mayHaveMoved = followed.source !== undefined && events.length > 0;
  if (!isBeat && !mayHaveMoved) return { context, followed };
  try {
    const caller = isBeat ? await findCallerAgain() : context.caller;
    if (caller === undefined) return undefined;
    const asked = { ...context, caller };
    const now = await look(asked);
    // Another repository may have got the name.
    return now.repository.id === followed.repository.id ? { context: asked, followed: now } : undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // While nobody can say, nothing is told either: events wait for whoever comes again.
    return error.code === 'unavailable' && events.length === 0 ? { context, followed } : undefined;
  }
}

function newsOf({ events, gap, through, isBeat }: EventStretch, before: Followed, now: Followed): readonly News[] {
  const told = events.filter(now.isAbout).map((event): News => ({ kind: 'event', event }));
  return [
    ...(gap === undefined ? [] : [{ kind: 'gap', gap } as const]),
    ...newsOfSource(before, now),
    ...told,
    ...(isBeat ? [{ kind: 'position', id: through } as const] : []),
  ];
}

function newsOfSource(before: Followed | undefined, { source }: Followed): readonly News[] {
  const isKnown = before?.source?.commit === source?.commit && before?.source?.branch === source?.branch;
  return source === undefined || isKnown ? [] : [{ kind: 'source', source }];
}
