import type { Instant } from '../domain/instant.ts';
import { invalidFilter } from './invalid-filter.ts';
import { quote } from './quote.ts';

const iso8601 =
  /^(?<day>\d{4}-\d\d-\d\d)(?:T(?<minute>\d\d:\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?:Z|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d))?)?$/i;

/**
 * Reads an ISO-8601 date or date-time: the time, its seconds, their fraction and the offset may each be left out; without an
 * offset it is UTC. What is finer than a microsecond is cut off. Throws `invalid`, also for a day or a time that does not exist.
 */
export function parseInstant(text: string): Instant {
  const groups = iso8601.exec(text)?.groups;
  if (!groups) throw invalidFilter(`${quote(text)} is not a date such as 2025-01-31 or 2025-01-31T23:59:59+02:00.`);
  const { day, minute = '00:00', second = '00', fraction = '' } = groups;
  const milliseconds = parseExistingTime(`${day}T${minute}:${second}`) ?? Number.NaN;
  const microseconds = milliseconds * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
  const instant = microseconds - parseOffset(groups);
  if (Number.isNaN(instant)) throw invalidFilter(`There is no such day or time as ${quote(text)}.`);
  return clampToSafe(instant);
}

/** JavaScript takes the 30th of February for the 2nd of March; a time exists if it comes back as it was. */
function parseExistingTime(text: string): number | undefined {
  const milliseconds = Date.parse(`${text}Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  return new Date(milliseconds).toISOString().startsWith(text) ? milliseconds : undefined;
}

function parseOffset({ sign, hours = '00', minutes = '00' }: Readonly<Record<string, string | undefined>>): number {
  if (Number(hours) > 23 || Number(minutes) > 59) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000_000;
}

/** Beyond the year 2255 microseconds outgrow whole numbers. No element is from then, so the last one compares just as well. */
function clampToSafe(instant: number): Instant {
  return Math.min(Math.max(instant, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}
