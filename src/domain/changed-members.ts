import type { StatusEvent } from './status-event.ts';

/** What a status says, by the names that the API shows. */
export const comparedMembers = ['state', 'name', 'description', 'url', 'refname', 'author'] as const;

export type ComparedMember = (typeof comparedMembers)[number];

/** What an event tells, of which the next one may tell something else. */
export type PastEvent = Pick<StatusEvent, 'kind' | ComparedMember>;

/**
 * In what the status was another after the event than after the one before it. A report that was superseded changed nothing;
 * and the author of an event is only that of the status when it is a report.
 */
export function changedMembers(event: PastEvent, before: PastEvent): readonly ComparedMember[] {
  if (event.kind === 'superseded') return [];
  const areReports = event.kind === 'reported' && before.kind === 'reported';
  return comparedMembers.filter((member) => event[member] !== before[member] && (member !== 'author' || areReports));
}
