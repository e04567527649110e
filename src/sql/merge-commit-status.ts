import type { CommitStatusContent } from '../domain/commit-status.ts';
import type { CommitStatusUpdate } from '../store/commit-status-store.ts';

/** What a status says after the update. */
export function mergeCommitStatus(
  current: CommitStatusContent,
  { members, unlessUrlIs }: CommitStatusUpdate,
): CommitStatusContent {
  const { refname, url, ...texts } = members;
  return {
    state: texts.state ?? current.state,
    name: texts.name ?? current.name,
    description: texts.description ?? current.description,
    url: url === undefined || current.url === unlessUrlIs ? current.url : url,
    refname: refname === undefined ? current.refname : (refname ?? undefined),
  };
}
