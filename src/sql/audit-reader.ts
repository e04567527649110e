import type { Kysely } from 'kysely';
import { isUuid } from '../domain/repository.ts';
import type { AuditStore } from '../store/audit-store.ts';
import { toAuditEvent } from './audit-event-rows.ts';
import { uuidToBytes } from './binary.ts';
import { columnsOf } from './table-layout.ts';
import type { Tables } from './tables.ts';

type ListQuery = Parameters<AuditStore['listAuditEvents']>[0];

/** Asks about what was done. */
export function createAuditReads(db: Kysely<Tables>): Omit<AuditStore, 'addAuditEvent'> {
  return {
    async listAuditEvents(query) {
      const rows = query.repositoryId === undefined ? ofServer(db, query) : ofRepository(db, query.repositoryId, query);
      return (await rows.limit(query.limit).offset(query.offset).execute()).map(toAuditEvent);
    },

    async findRemovedRepositoryId(uuid) {
      const removal = db.selectFrom('audit_events').select('repository_id').where('action', '=', 'repository.removed');
      return (await removal.where('subject', '=', uuid.toLowerCase()).executeTakeFirst())?.repository_id;
    },
  };
}

/** Its numbers are in the order of time. */
function ofRepository(db: Kysely<Tables>, repositoryId: number, query: ListQuery) {
  const found = filtered(db, query).where('repository_id', '=', repositoryId);
  const rest = query.after === undefined ? found : found.where('id', '<', query.after.id);
  return rest.orderBy('id', 'desc');
}

function ofServer(db: Kysely<Tables>, query: ListQuery) {
  const found = filtered(db, query);
  const { after } = query;
  const rest =
    after === undefined
      ? found
      : found.where(({ refTuple, tuple, eb }) =>
          eb(
            refTuple('occurred_on', 'repository_id', 'id'),
            '<',
            tuple(after.occurredOn, after.repository?.id ?? 0, after.id),
          ),
        );
  return rest.orderBy('occurred_on', 'desc').orderBy('repository_id', 'desc').orderBy('id', 'desc');
}

function filtered(db: Kysely<Tables>, { action, account, since, until }: ListQuery) {
  let rows = db.selectFrom('audit_events').select(columnsOf('audit_events'));
  if (action !== undefined) rows = rows.where('action', '=', action);
  if (account !== undefined) {
    rows = isUuid(account)
      ? rows.where('account_uuid', '=', uuidToBytes(account))
      : rows.where('account_name', '=', account);
  }
  if (since !== undefined) rows = rows.where('occurred_on', '>=', since);
  if (until !== undefined) rows = rows.where('occurred_on', '<', until);
  return rows;
}
