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
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return {
    person: clipText(person, maxPersonLength),
    date: `${localTime(Number(seconds), offsetMinutes)}${sign}${hours}:${minutes}`,
  };
}

function localTime(seconds: number, offsetMinutes: number): string {
  const shifted = new Date((seconds + offsetMinutes * 60) * 1000);
  return Number.isNaN(shifted.getTime()) ? '1970-01-01T00:00:00' : shifted.toISOString().slice(0, 19);
}
