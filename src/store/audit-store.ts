import type { AuditAction, AuditEvent, NewAuditEvent } from '../domain/audit-event.ts';
import type { Instant } from '../domain/instant.ts';

/** Which entries are asked for; what is absent does not matter. */
export interface AuditQuery {
  /** Also one that has been removed. */
  readonly repositoryId?: number | undefined;
  readonly action?: AuditAction | undefined;
  /** A UUID in braces, or a name as it was then. */
  readonly account?: string | undefined;
  /** From that moment on. */
  readonly since?: Instant | undefined;
  /** Before that moment. */
  readonly until?: Instant | undefined;
}

export interface AuditStore {
  /** For what changes nothing else. What does is written with its entry in one transaction; see `Store`. */
  addAuditEvent(event: NewAuditEvent): Promise<void>;

  /** Newest first; with `after`, those that come after that one in this order. */
  listAuditEvents(
    query: AuditQuery & {
      readonly after?: AuditEvent | undefined;
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<readonly AuditEvent[]>;

  /** The number that a repository had which has been removed, by its UUID in braces. */
  findRemovedRepositoryId(uuid: string): Promise<number | undefined>;
}
