import { formatInstant, type Instant } from '../domain/instant.ts';

/** A time as people read it, to the minute, in UTC. */
export function timeText(instant: Instant): string {
  return formatInstant(instant).slice(0, 16).replace('T', ' ');
}
