import { formatInstant } from '../../domain/instant.ts';
import type { Repository } from '../../domain/repository.ts';
import type { StatusEvent } from '../../domain/status-event.ts';
import type { Links } from '../../http/links.ts';
import { presentUrl } from '../commit-statuses/present-commit-status.ts';
import { presentCommitHash } from '../commits/present-commit.ts';
import type { StatusEventAnswer } from './status-event-schemas.ts';

export function presentStatusEvent(repository: Repository, event: StatusEvent, links: Links): StatusEventAnswer {
  const { commitHash, commitDetails, author } = event;
  const commit = { hash: commitHash, details: commitDetails };
  return {
    type: 'status_event',
    id: event.id,
    kind: event.kind,
    key: event.key,
    state: event.state,
    old_state: event.oldState ?? null,
    attempt: event.attempt,
    build_number: event.buildNumber ?? null,
    name: event.name,
    description: event.description,
    url: presentUrl({ repository, commit, status: event }, links),
    refname: event.refname ?? null,
    author: author === undefined ? null : { display_name: author },
    reason: event.reason ?? null,
    occurred_on: formatInstant(event.occurredOn),
    commit: presentCommitHash(repository, commitHash, links),
  };
}
