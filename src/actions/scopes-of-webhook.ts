import type { Scope } from '../domain/scope.ts';

/**
 * What it takes to make a webhook: who is told of something must be able to read it (Bitbucket's documentation of the scope
 * `webhook`).
 */
export function scopesOfWebhook(events: readonly string[] = []): readonly Scope[] {
  const asksForPullRequests = events.some((event) => event.startsWith('pullrequest:'));
  return ['webhook', 'repository', ...(asksForPullRequests ? (['pullrequest'] as const) : [])];
}
