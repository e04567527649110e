import type { Static } from 'typebox';
import type { CommitStatusContent } from '../../domain/commit-status.ts';
import { normaliseRefname } from '../../domain/refname.ts';
import type { commitStatusBody } from './commit-status-schemas.ts';

/** What a body says that creates or overwrites a status: every member that it does not hold is unset. */
export function contentOf(body: Static<ReturnType<typeof commitStatusBody>>): CommitStatusContent {
  const { state, name, description, url, refname } = body;
  return {
    state,
    name: name ?? '',
    description: description ?? '',
    url: url ?? '',
    refname: normaliseRefname(refname ?? ''),
  };
}
