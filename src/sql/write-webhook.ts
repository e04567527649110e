import type { Kysely } from 'kysely';
import type { WebhookSubscription } from '../domain/webhook-subscription.ts';
import type { WebhookChange, WebhookQuery } from '../store/webhook-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { lockRepository } from './lock-repository.ts';
import type { Tables } from './tables.ts';
import { toWebhook, toWebhookRow } from './webhook-rows.ts';
import type { WriteResults } from './write-command.ts';

/** Writes webhooks, inside the caller's transaction. */
export function createWebhookWrites(db: Kysely<Tables>, dialect: Dialect) {
  return {
    async add(repositoryId: number, webhook: WebhookSubscription): Promise<WriteResults['add_webhook']> {
      await lockRepository(db, dialect, repositoryId);
      await db.insertInto('webhook_subscriptions').values(toWebhookRow(repositoryId, webhook)).execute();
      return webhook;
    },

    async change({ repositoryId, uuid, settings }: WebhookChange): Promise<WriteResults['change_webhook']> {
      await lockRepository(db, dialect, repositoryId);
      const key = { repository_id: repositoryId, uuid: uuidToBytes(uuid) };
      const found = db.selectFrom('webhook_subscriptions').selectAll();
      const row = await found
        .where('repository_id', '=', key.repository_id)
        .where('uuid', '=', key.uuid)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const changed = { ...toWebhook(row), ...settings };
      await db
        .updateTable('webhook_subscriptions')
        .set(toWebhookRow(repositoryId, changed))
        .where('repository_id', '=', key.repository_id)
        .where('uuid', '=', key.uuid)
        .execute();
      return changed;
    },

    async remove({ repositoryId, uuid }: WebhookQuery): Promise<WriteResults['remove_webhook']> {
      const { numDeletedRows } = await db
        .deleteFrom('webhook_subscriptions')
        .where('repository_id', '=', repositoryId)
        .where('uuid', '=', uuidToBytes(uuid))
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
