import { describePolicy, type RepositoryPolicy } from '../../domain/repository-policy.ts';

export function presentPolicy(policy: RepositoryPolicy) {
  return { type: 'policy' as const, ...describePolicy(policy) };
}
