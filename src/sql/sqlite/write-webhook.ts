import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { WebhookSubscription } from '../../domain/webhook-subscription.ts';
import type { WebhookChange, WebhookQuery } from '../../store/webhook-store.ts';
import { uuidToBytes } from '../binary.ts';
import { toWebhook, toWebhookRow, type WebhookSubscriptionsTable } from '../webhook-rows.ts';
import type { WriteResults } from '../write-command.ts';
import { prepareRepositoryCheck } from './check-repository.ts';

const columns = [
  'repository_id',
  'uuid',
  'url',
  'description',
  'is_active',
  'events',
  'secret',
  'skips_cert_verification',
  'keeps_history',
  'created_on',
] as const satisfies readonly (keyof WebhookSubscriptionsTable)[];

/** Prepares the statements that write webhooks; the functions run inside the caller's transaction. */
export function prepareWebhookWrites(database: DatabaseSync) {
  const checkRepository = prepareRepositoryCheck(database);
  const select = database.prepare('select * from webhook_subscriptions where repository_id = ? and uuid = ?');
  const upsert = database.prepare(`
    insert into webhook_subscriptions (${columns.join(', ')}) values (${columns.map((column) => `:${column}`).join(', ')})
    on conflict (repository_id, uuid) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`);
  const remove = database.prepare('delete from webhook_subscriptions where repository_id = ? and uuid = ?');

  function put(repositoryId: number, webhook: WebhookSubscription): WebhookSubscription {
    upsert.run({ ...toWebhookRow(repositoryId, webhook) } as Record<string, SQLInputValue>);
    return webhook;
  }

  return {
    add(repositoryId: number, webhook: WebhookSubscription): WriteResults['add_webhook'] {
      checkRepository(repositoryId);
      return put(repositoryId, webhook);
    },

    change({ repositoryId, uuid, settings }: WebhookChange): WriteResults['change_webhook'] {
      // The columns are those of the row type, in a table that the migrations made.
      const row = select.get(repositoryId, uuidToBytes(uuid)) as unknown as WebhookSubscriptionsTable | undefined;
      return row && put(repositoryId, { ...toWebhook(row), ...settings });
    },

    remove({ repositoryId, uuid }: WebhookQuery): boolean {
      return remove.run(repositoryId, uuidToBytes(uuid)).changes === 1;
    },
  };
}
