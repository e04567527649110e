import { rememberLast } from './remember-last.ts';

/** A moment in time: whole microseconds since 1970-01-01T00:00:00Z. Safe as a number until the year 2255. */
export type Instant = number;

const microsecondsPerSecond = 1_000_000;

/** Tells the time. `now()` never gives the same instant twice, so that an overwrite always moves `updated_on`. */
export interface Clock {
  now(): Instant;
}

/** The two clocks of the machine part when it sleeps or when its time is set; beyond this much, we follow the time of day. */
const maxDriftMicroseconds = 1000;

/** The machine's time of day, with microseconds from its finer clock; strictly increasing within the process. */
export function createSystemClock(): Clock {
  let offset = 0;
  let last = 0;
  return {
    now() {
      const timeOfDay = Date.now() * 1000;
      const fine = Math.floor(performance.now() * 1000);
      if (Math.abs(fine + offset - timeOfDay) > maxDriftMicroseconds) offset = timeOfDay - fine;
      last = Math.max(fine + offset, last + 1);
      return last;
    },
  };
}

/** The form Bitbucket uses for times of statuses: UTC, six fractional digits, `2025-01-02T03:04:05.678901+00:00`. */
export function formatInstant(instant: Instant): string {
  const microseconds = instant % microsecondsPerSecond;
  return `${formatSecond((instant - microseconds) / microsecondsPerSecond)}.${String(microseconds).padStart(6, '0')}+00:00`;
}

/** What is reported and shown together is mostly of one second. */
const formatSecond = rememberLast((second: number) => new Date(second * 1000).toISOString().slice(0, 19));
