import { type Kysely, sql } from 'kysely';
import type { WebhookStore } from '../store/webhook-store.ts';
import { uuidToBytes } from './binary.ts';
import type { Dialect } from './dialect.ts';
import { readPage } from './read-page.ts';
import type { Tables } from './tables.ts';
import { toWebhook } from './webhook-rows.ts';

type Reads = Pick<WebhookStore, 'findWebhook' | 'listWebhooks'>;

/** The questions about webhooks. */
export function createWebhookReads(db: Kysely<Tables>, dialect: Dialect): Reads {
  const ofRepository = (repositoryId: number) =>
    db.selectFrom('webhook_subscriptions').selectAll().where('repository_id', '=', repositoryId);
  return {
    async findWebhook({ repositoryId, uuid }) {
      const row = await ofRepository(repositoryId).where('uuid', '=', uuidToBytes(uuid)).executeTakeFirst();
      return row && toWebhook(row);
    },

    async listWebhooks({ repositoryId, ...page }) {
      const order = [sql`created_on`, sql`uuid`];
      const { values, size } = await readPage(ofRepository(repositoryId), { fields: {}, order, dialect }, page);
      return { values: values.map(toWebhook), size };
    },
  };
}
