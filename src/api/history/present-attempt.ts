import type { AttemptPage } from '../../actions/list-attempts.ts';
import { type Attempt, durationOf } from '../../domain/attempt.ts';
import { formatInstant } from '../../domain/instant.ts';
import type { Links } from '../../http/links.ts';
import { presentUrl } from '../commit-statuses/present-commit-status.ts';
import type { AttemptAnswer } from './attempt-schemas.ts';

export function presentAttempt(
  { repository, commit }: Pick<AttemptPage, 'repository' | 'commit'>,
  attempt: Attempt,
  links: Links,
): AttemptAnswer {
  const { startedOn, finishedOn, author } = attempt;
  return {
    type: 'attempt',
    key: attempt.key,
    attempt: attempt.attempt,
    build_number: attempt.buildNumber ?? null,
    state: attempt.state,
    started_on: startedOn === undefined ? null : formatInstant(startedOn),
    finished_on: finishedOn === undefined ? null : formatInstant(finishedOn),
    duration: durationOf(attempt) ?? null,
    refname: attempt.refname ?? null,
    author: author === undefined ? null : { display_name: author },
    url: presentUrl({ repository, commit, status: attempt }, links),
    is_current: attempt.isCurrent,
  };
}
