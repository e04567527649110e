import { formatInstant, type Instant } from '../domain/instant.ts';

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Each unit with its length in seconds, the longest first. */
const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago it was, with the exact time on hover. */
export function RelativeTime({ at, now }: { readonly at: Instant; readonly now: Instant }) {
  const exact = formatInstant(at);
  return (
    <time dateTime={exact} title={exact}>
      {describe((at - now) / 1_000_000)}
    </time>
  );
}

function describe(seconds: number): string {
  const [unit, length] = units.find(([, unitLength]) => Math.abs(seconds) >= unitLength) ?? ['second', 1];
  return format.format(Math.trunc(seconds / length), unit);
}
