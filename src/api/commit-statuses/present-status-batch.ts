import type { PutCommitStatus } from '../../actions/put-commit-status.ts';
import type { ErrorExplanation } from '../../http/explain-error.ts';
import type { Links } from '../../http/links.ts';
import { presentCommitStatus } from './present-commit-status.ts';

interface Presenting {
  readonly links: Links;
  readonly explain: (reason: unknown) => ErrorExplanation;
}

/** What became of each status of a batch, and of how many. */
export function presentStatusBatch(
  outcomes: readonly PromiseSettledResult<PutCommitStatus>[],
  { links, explain }: Presenting,
) {
  const explainOnce = remember(explain);
  const values = outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? presentStored(outcome.value, links) : presentRefused(explainOnce(outcome.reason)),
  );
  const count = (isMeant: (status: number) => boolean) => values.filter(({ status }) => isMeant(status)).length;
  return {
    type: 'commit_status_batch',
    created: count((status) => status === 201),
    updated: count((status) => status === 200),
    refused: count((status) => status >= 400),
    values,
  };
}

function presentStored(stored: PutCommitStatus, links: Links) {
  return {
    status: stored.created ? 201 : 200,
    ...(stored.isSuperseded && { superseded: true }),
    commit_status: presentCommitStatus(stored, links),
  };
}

function presentRefused({ status, envelope }: ErrorExplanation) {
  return { status, error: envelope.error };
}

/** A Git that does not answer is the reason for many, and is worth one line in the log. */
function remember(explain: Presenting['explain']): Presenting['explain'] {
  const known = new Map<unknown, ErrorExplanation>();
  return (reason) => {
    const explanation = known.get(reason) ?? explain(reason);
    known.set(reason, explanation);
    return explanation;
  };
}
