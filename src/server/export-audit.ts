import { readAuditEvents } from '../actions/list-audit-events.ts';
import { type AskedAudit, parseAuditSearch } from '../api/audit/parse-audit-search.ts';
import { presentAuditLines } from '../api/audit/present-audit-event.ts';
import type { StoreConfig } from '../config/store-config.ts';
import { everything } from '../domain/everything.ts';
import { openStore } from './open-store.ts';

/**
 * What was done, newest first, as lines of NDJSON straight from the store, also while servers run on it. Throws invalid for what
 * cannot be looked for, not_found for a repository that is not there.
 */
export async function* exportAudit(config: StoreConfig, asked: AskedAudit): AsyncGenerator<string, void, void> {
  const search = parseAuditSearch(asked);
  await using store = await openStore(config);
  yield* presentAuditLines(await readAuditEvents({ store, caller: { grants: everything } }, search));
}
