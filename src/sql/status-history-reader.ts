import type { StatusHistoryStore } from '../store/status-history-store.ts';
import { createListAttempts } from './attempts.ts';
import { createResultReads } from './build-results.ts';
import { createListHistory } from './history-entries.ts';
import type { Reading } from './prepared-query.ts';

/** The questions about what has become of builds. */
export function createStatusHistoryReads(reading: Reading): StatusHistoryStore {
  return {
    listHistory: createListHistory(reading),
    listAttempts: createListAttempts(reading),
    ...createResultReads(reading),
  };
}
