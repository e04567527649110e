import { clipText } from './clip-text.ts';

/** Who did something, and when. */
export interface Identity {
  /** `Name <address>`, as Git records it. */
  readonly person: string;
  /** With the person's own offset: `2025-01-02T03:04:05+01:00`. */
  readonly date: string;
}

/** The identity line of Git: `Name <address> seconds offset`. */
const identityLine = /^(.*) (-?\d+) ([+-])(\d\d)(\d\d)$/s;

const maxPersonLength = 512;

/** Reads what Git records of an author, a committer or a tagger. One that is broken is all name, at the beginning of time. */
export function parseIdentity(line: string): Identity {
  const [, person = line, seconds = '0', sign = '+', hours = '00', minutes = '00'] = identityLine.exec(line) ?? [];
  return { person: clipText(person, maxPersonLength), date: toDate(Number(seconds), { sign, hours, minutes }) };
}

interface Offset {
  readonly sign: string;
  readonly hours: string;
  readonly minutes: string;
}

const utc: Offset = { sign: '+', hours: '00', minutes: '00' };

/** Git keeps any number for a time, and any digits for an offset; clients read years of four digits, and offsets within a day. */
function toDate(seconds: number, { sign, hours, minutes }: Offset): string {
  if (Number(hours) > 23 || Number(minutes) > 59) return toDate(seconds, utc);
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const shifted = new Date((seconds + offsetMinutes * 60) * 1000);
  const text = Number.isNaN(shifted.getTime()) ? '' : shifted.toISOString();
  return `${/^\d{4}-/.test(text) ? text.slice(0, 19) : '1970-01-01T00:00:00'}${sign}${hours}:${minutes}`;
}
