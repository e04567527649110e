import { followedRepository } from '../../actions/followed-events.ts';
import type { ApiContext } from '../endpoint.ts';
import { repositoryParameters } from '../schemas.ts';
import { eventStreamEndpoint } from './event-stream-endpoint.ts';

export function followRepository(context: ApiContext) {
  return eventStreamEndpoint(context, {
    path: '/signalbox/1/repositories/:workspace/:repo_slug/events',
    operationId: 'followRepository',
    summary: 'Follow a repository',
    description:
      'A stream of all that is done to its statuses, as it happens. Whoever may report builds may look, too.',
    scopes: ['repository'],
    params: repositoryParameters,
    follow: ({ workspace, repo_slug: slug }) => followedRepository({ workspace, slug }),
  });
}
