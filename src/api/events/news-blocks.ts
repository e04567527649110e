import type { FollowedNews, News } from '../../actions/follow-news.ts';
import type { Followed } from '../../actions/followed-events.ts';
import { type EventBlock, formatEventBlock } from '../../http/event-stream.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitHash } from '../commits/present-commit.ts';
import { presentStatusEvent } from '../history/present-status-event.ts';

/** Leaves of an event what its reader wants to see of it. */
type Select = (event: object) => unknown;

/** The texts of a stream, one for all that is told at once. */
export async function* presentNews(
  { followed, news }: FollowedNews,
  links: Links,
  select: Select,
): AsyncGenerator<string, void, void> {
  for await (const together of news) {
    yield together.map((one) => formatEventBlock(presentOne(followed, one, links, select))).join('');
  }
}

function presentOne({ repository }: Followed, news: News, links: Links, select: Select): EventBlock {
  switch (news.kind) {
    case 'event': {
      const { event } = news;
      return { event: 'status', data: select(presentStatusEvent(repository, event, links)), id: event.id };
    }
    case 'position':
      // A reader that hears nothing else goes on from here, too: clients forget an id that comes without data.
      return { event: 'heartbeat', data: { id: news.id }, id: news.id };
    case 'gap':
      return { event: 'gap', data: news.gap };
    case 'source': {
      const { branch, commit } = news.source;
      const shown = commit === undefined ? null : presentCommitHash(repository, commit, links);
      return { event: 'source', data: { branch: { name: branch }, commit: shown } };
    }
  }
}
