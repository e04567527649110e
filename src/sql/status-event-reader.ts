import { toCommitHash } from '../domain/commit-hash.ts';
import type { StatusEvent } from '../domain/status-event.ts';
import type { StatusEventStore } from '../store/status-event-store.ts';
import { bytesToHex } from './binary.ts';
import { toContent } from './commit-status-rows.ts';
import { type ParameterOf, prepareQuery, type Reading } from './prepared-query.ts';
import type { StatusEventsTable } from './status-event-rows.ts';
import { columnsOf } from './table-layout.ts';

interface AfterEvent {
  readonly repositoryId: number;
  readonly after: number;
  readonly limit: number;
}

type Reads = Pick<StatusEventStore, 'listStatusEvents' | 'findLastStatusEventId'>;

/** Prepares the questions about events. */
export function prepareStatusEventReads({ db, send }: Reading): Reads {
  const listAfter = prepareQuery(send, (parameter: ParameterOf<AfterEvent>) =>
    db
      .selectFrom('status_events')
      .innerJoin('commits', (join) =>
        join
          .onRef('commits.repository_id', '=', 'status_events.repository_id')
          .onRef('commits.id', '=', 'status_events.commit_id'),
      )
      .select(columnsOf('status_events'))
      .select('commits.hash')
      .where('status_events.repository_id', '=', parameter('repositoryId'))
      .where('status_events.id', '>', parameter('after'))
      .orderBy('status_events.id')
      .limit(parameter('limit')),
  );
  const findLast = prepareQuery(send, (parameter: ParameterOf<Pick<AfterEvent, 'repositoryId'>>) =>
    db
      .selectFrom('status_events')
      .select(({ fn }) => fn.max('id').as('id'))
      .where('repository_id', '=', parameter('repositoryId')),
  );
  return {
    async listStatusEvents(query) {
      return (await listAfter(query)).map(toStatusEvent);
    },

    async findLastStatusEventId({ repositoryId }) {
      const [row] = await findLast({ repositoryId });
      return row?.id ?? 0;
    },
  };
}

function toStatusEvent(row: StatusEventsTable & { readonly hash: Uint8Array }): StatusEvent {
  return {
    id: row.id,
    commitHash: toCommitHash(bytesToHex(row.hash)),
    key: row.key,
    ...toContent(row),
    author: row.author ?? undefined,
    occurredOn: row.occurred_on,
    kind: row.kind,
    oldState: row.old_state ?? undefined,
    attempt: row.attempt,
    buildNumber: row.build_number ?? undefined,
    reason: row.reason ?? undefined,
  };
}
