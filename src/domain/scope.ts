import { clip } from './clip.ts';
import { ServiceError } from './error.ts';

/**
 * What credentials may be good for, in Bitbucket's words; `buildstatus:write` is ours, for a CI job that reports builds
 * and does nothing else.
 */
export const scopes = [
  'repository',
  'repository:write',
  'repository:admin',
  'pullrequest',
  'pullrequest:write',
  'webhook',
  'account',
  'account:write',
  'buildstatus:write',
] as const;

export type Scope = (typeof scopes)[number];

/** All that there is to hold: what it implies is the rest. */
export const allScopes: readonly Scope[] = ['repository:admin', 'pullrequest:write', 'webhook', 'account:write'];

/**
 * What each scope brings along, as Bitbucket documents: writing implies reading, a pull request its repository, and
 * `repository:admin` nothing. Reading never implies writing, unlike on bitbucket.org, where whoever may read a repository
 * may report its builds.
 */
const implied: Readonly<Partial<Record<Scope, readonly Scope[]>>> = {
  'repository:write': ['repository', 'buildstatus:write'],
  pullrequest: ['repository'],
  'pullrequest:write': ['pullrequest', 'repository:write'],
  'account:write': ['account'],
};

export interface ScopeRules {
  /** Whether `repository` lets its holder report builds, as on bitbucket.org. */
  readonly readersReportBuilds: boolean;
}

/** The scopes with all that they imply. */
export function expandScopes(given: Iterable<Scope>, rules: ScopeRules): ReadonlySet<Scope> {
  const all = new Set(given);
  // A set gives what is added to it while it is walked through, too.
  for (const scope of all) for (const other of implied[scope] ?? []) all.add(other);
  if (rules.readersReportBuilds && all.has('repository')) all.add('buildstatus:write');
  return all;
}

function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text);
}

/** Reads names of scopes, each once. Throws invalid for one that there is not, and for none at all. */
export function parseScopes(texts: readonly string[]): readonly Scope[] {
  const unknown = texts.find((text) => !isScope(text));
  if (unknown === undefined && texts.length > 0) return [...new Set(texts.filter(isScope))];
  const received = unknown === undefined ? 'none' : `'${clip(unknown)}'`;
  throw new ServiceError('invalid', `Scopes are one or more of ${scopes.join(', ')} (received ${received}).`);
}
