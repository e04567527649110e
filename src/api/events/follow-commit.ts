import { followedCommit } from '../../actions/followed-events.ts';
import type { ApiContext } from '../endpoint.ts';
import { commitParameters } from '../schemas.ts';
import { eventStreamEndpoint } from './event-stream-endpoint.ts';

export function followCommit(context: ApiContext) {
  return eventStreamEndpoint(context, {
    path: '/signalbox/1/repositories/:workspace/:repo_slug/commits/:commit/events',
    operationId: 'followCommit',
    summary: 'Follow a commit',
    description:
      'A stream of all that is done to its statuses, as it happens. Whoever may report builds may look, too.',
    scopes: ['repository'],
    params: commitParameters,
    follow: ({ workspace, repo_slug: slug, commit }) => followedCommit({ workspace, slug }, commit),
  });
}
