import type { Kysely } from 'kysely';
import type { NewAuditEvent } from '../domain/audit-event.ts';
import { toAuditEventRow } from './audit-event-rows.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Writes entries of the audit, inside the caller's transaction. Those of statuses are written with the statuses. */
export function createAuditWrites(db: Kysely<Tables>, dialect: Dialect) {
  return {
    async add(event: NewAuditEvent): Promise<void> {
      const repositoryId = event.repository?.id ?? 0;
      // Without a repository, this is the lock of the registry.
      await dialect.lockRepository(repositoryId)?.execute(db);
      const { last } = await db
        .selectFrom('audit_events')
        .select(({ fn }) => fn.max('id').as('last'))
        .where('repository_id', '=', repositoryId)
        .executeTakeFirstOrThrow();
      const row = toAuditEventRow((last ?? 0) + 1, event);
      await db.insertInto('audit_events').values(row).execute();
    },
  };
}
