import type { AuditDetails } from './audit-event.ts';
import { clip } from './clip.ts';
import { invalidFields } from './error.ts';
import { formatInstant, type Instant } from './instant.ts';
import { parseDuration } from './parse-duration.ts';

/** What a repository does by itself with what is reported. Durations are whole microseconds; absent is off. */
export interface RepositoryPolicy {
  /** After how long without news a build that is in progress counts as stopped. */
  readonly inProgressTimeout?: number | undefined;
  /** How long the history of attempts is kept that are not the newest one of their build. */
  readonly historyRetention?: number | undefined;
}

export type PolicyMember = keyof RepositoryPolicy;

/** Changes the members that are there, and leaves the others; `null` turns one off. */
export type PolicyChanges = { readonly [Member in PolicyMember]?: number | null };

const minute = 60_000_000;
const day = 24 * 60 * minute;

/** Beyond this, people mean for ever. */
const maxDuration = 36_500 * day;

/** Each with its name on the wire, and the shortest that makes sense: one below would only be a mistake. */
const members: Readonly<Record<PolicyMember, { readonly name: string; readonly least: number }>> = {
  inProgressTimeout: { name: 'in_progress_timeout', least: minute },
  historyRetention: { name: 'history_retention', least: day },
};

/** How long `30m`, `2h` or `90d` is, for that member. Throws invalid for anything else, and for what is too short or too long. */
export function parsePolicyDuration(member: PolicyMember, text: string): number {
  const { name, least } = members[member];
  const duration = (parseDuration(text) ?? Number.NaN) * 1000;
  if (duration >= least && duration <= maxDuration) return duration;
  const message = `Say how long, like 30m, 2h or 90d, ${formatDuration(least)} at least and ${formatDuration(maxDuration)} at most (received '${clip(text)}').`;
  throw invalidFields({ [name]: [message] });
}

const units = [
  ['d', day],
  ['h', 60 * minute],
  ['m', minute],
  ['s', minute / 60],
] as const;

/** In the largest unit that is exact: `36h`, `90d`. */
export function formatDuration(duration: number): string {
  const [unit, length] = units.find(([, one]) => duration % one === 0) ?? ['s', minute / 60];
  return `${Math.floor(duration / length)}${unit}`;
}

/** The members by their names on the wire; `null` is off. */
export function describePolicy(policy: RepositoryPolicy): Readonly<Record<string, string | null>> {
  const texts = Object.entries(members).map(([member, { name }]) => {
    const duration = policy[member as PolicyMember];
    return [name, duration === undefined ? null : formatDuration(duration)];
  });
  return Object.fromEntries(texts);
}

/** What the audit tells of a change: each member that has changed, with what it was. */
export function describePolicyChange(before: RepositoryPolicy, after: RepositoryPolicy): AuditDetails {
  const old = describePolicy(before);
  const changed = Object.entries(describePolicy(after)).filter(([name, text]) => text !== old[name]);
  return Object.fromEntries(
    changed.flatMap(([name, text]) => [
      [name, text],
      [`old_${name}`, old[name] ?? null],
    ]),
  );
}

/** What a build says that nobody has reported about since then. */
export function describeSilence(since: Instant, timeout: number): string {
  const [date, time] = formatInstant(since).slice(0, 19).split('T');
  return `Nobody has reported since ${date} ${time} UTC: stopped by the in-progress timeout of ${formatDuration(timeout)}.`;
}
