import { clip } from './clip.ts';
import { ServiceError } from './error.ts';
import { matchesStars } from './match-stars.ts';

/**
 * Which keys of statuses a token may write. A pattern is a key in which `*` stands for any characters, none included:
 * `ci/*` covers `ci/lint` and `ci/lint/js`. Everything else stands for itself, upper and lower case apart.
 */
export type KeyPattern = string;

const maxLength = 255;

/** Throws invalid for what is empty, too long, or holds what no key may. */
export function parseKeyPattern(text: string): KeyPattern {
  if (text !== '' && text.length <= maxLength && text.isWellFormed() && !text.includes('\0')) return text;
  throw new ServiceError(
    'invalid',
    `A pattern for keys is 1 to ${maxLength} characters, * among them for any others, like ci/* (received '${clip(text)}').`,
  );
}

/**
 * Whether one of the patterns covers the key. A key with a segment `.` or `..` is covered by no pattern that does not spell
 * that segment out: whoever follows its link as a path would end at another key.
 */
export function coversKey(patterns: readonly KeyPattern[], key: string): boolean {
  return patterns.some((pattern) => matchesStars(pattern, key) && dotSegments(key).every((dots) => has(pattern, dots)));
}

function dotSegments(text: string): readonly string[] {
  return text.split(/[/\\]/).filter((segment) => segment === '.' || segment === '..');
}

function has(pattern: KeyPattern, segment: string): boolean {
  return dotSegments(pattern).includes(segment);
}

/** Whether everything that one list of patterns covers, another covers, too; no list covers everything. */
export function isWithinPatterns(
  inner: readonly KeyPattern[] | undefined,
  outer: readonly KeyPattern[] | undefined,
): boolean {
  if (outer === undefined) return true;
  // A pattern is taken as a key: its `*` is then covered by a `*` alone.
  return inner?.every((pattern) => coversKey(outer, pattern)) ?? false;
}
