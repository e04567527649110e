import type { StatusEvent } from '../domain/status-event.ts';

export interface StatusEventStore {
  /**
   * The events after that number (0 is before the first), oldest first. Once an event is there, none before it comes any
   * more: who has read up to it has missed nothing.
   */
  listStatusEvents(query: {
    readonly repositoryId: number;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly StatusEvent[]>;

  /** The number of the newest event; 0 when there is none. */
  findLastStatusEventId(query: { readonly repositoryId: number }): Promise<number>;

  /**
   * The number of the newest event that was deleted for its age, 0 when none was: up to it, some may be missing. Asked for in the
   * same turn as events, it tells of all that these lack.
   */
  findPrunedThrough(query: { readonly repositoryId: number }): Promise<number>;

  /**
   * Calls `wake` whenever the repository may have new events, whichever process has written them, until it is disposed of.
   * It may be called for nothing; what there is, the table tells.
   */
  watchStatusEvents(watch: { readonly repositoryId: number; readonly wake: () => void }): Disposable;
}
