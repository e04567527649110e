import { ServiceError } from './error.ts';
import type { MergeCheck } from './merge-check.ts';

/** The answer to a merge that checks do not let through, in the words of bitbucket.org, with what is wrong and what to do about it. */
export function mergeIsRefused(checks: readonly MergeCheck[]): ServiceError {
  const wrong = checks.filter(({ result }) => result !== 'passed');
  const sentences = (some: readonly MergeCheck[]) => some.map(({ reason, remedy }) => `${reason} ${remedy}`).join(' ');
  const byKind = Map.groupBy(wrong, ({ kind }) => kind);
  const fields = Object.fromEntries([...byKind].map(([kind, some]) => [kind, [sentences(some)] as const]));
  return new ServiceError('conflict', 'The source branch has failed merge checks that need to be resolved.', {
    detail: sentences(wrong),
    fields,
  });
}
