import { clip } from './clip.ts';
import { invalidFields } from './error.ts';
import type { Instant } from './instant.ts';

const hour = 3_600_000_000;
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour, y: 365 * 24 * hour };

/** Beyond this, people mean for ever; and the times of the store do not reach much further. */
const maxYears = 100;

const span = /^(\d{1,7})([hdwy])$/;
const dateOrTime = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * When something ends that ends after `12h`, `90d`, `2w` or `1y`, or at an ISO date or time like `2027-01-31` (its beginning,
 * in UTC). Throws invalid for anything else, and for what is past already, or more than 100 years away.
 */
export function parseLifetime(text: string, now: Instant): Instant {
  const end = findEnd(text, now);
  if (end === undefined) {
    throw wrong(`Say how long, like 12h, 90d, 2w or 1y, or until when, like 2027-01-31 (received '${clip(text)}').`);
  }
  if (end <= now) throw wrong(`That is past already (received '${clip(text)}').`);
  const maxEnd = now + maxYears * (units.y ?? 0);
  if (end > maxEnd) throw wrong(`That is more than ${maxYears} years away (received '${clip(text)}').`);
  return end;
}

function findEnd(text: string, now: Instant): Instant | undefined {
  const [, count, unit = ''] = span.exec(text) ?? [];
  if (count !== undefined) return now + Number(count) * (units[unit] ?? 0);
  const [, date] = dateOrTime.exec(text) ?? [];
  // A day that the month does not have would otherwise be one of the next month.
  if (date === undefined || !isDay(date)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time * 1000;
}

function isDay(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function wrong(message: string) {
  return invalidFields({ expires: [message] });
}
