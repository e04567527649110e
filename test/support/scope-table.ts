import type { Scope } from '../../src/domain/scope.ts';

/** Every scope with all that it is good for, written out by hand: what the server says of them is held against this. */
export const worthOf: Readonly<Record<Scope, readonly Scope[]>> = {
  repository: ['repository'],
  'repository:write': ['repository:write', 'repository', 'buildstatus:write'],
  'repository:admin': ['repository:admin'],
  pullrequest: ['pullrequest', 'repository'],
  'pullrequest:write': ['pullrequest:write', 'pullrequest', 'repository:write', 'repository', 'buildstatus:write'],
  webhook: ['webhook'],
  account: ['account'],
  'account:write': ['account:write', 'account'],
  'buildstatus:write': ['buildstatus:write'],
};

export const everyScope = Object.keys(worthOf) as readonly Scope[];

/** All scopes but those that bring one of these along. */
export function scopesWithout(...missing: readonly Scope[]): readonly Scope[] {
  return everyScope.filter((scope) => !missing.some((one) => worthOf[scope].includes(one)));
}
